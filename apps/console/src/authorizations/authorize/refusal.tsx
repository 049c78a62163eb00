import { Alert, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error';
import { useErrorText } from '../../ui/use-error-text';

/** Why an app could not be authorized and what to do; an address that WeCom wants on its list can be copied. */
export function Refusal({ error }: { error: Error }): ReactNode {
  const { t } = useTranslation();
  const { title, remedy } = useErrorText()(error);
  const seenIp = error instanceof ApiError && error.detail('reason') === 'ip_not_trusted' ? error.detail('seenIp') : undefined;
  return (
    <Alert
      type="error"
      showIcon
      title={title}
      description={
        (remedy ?? seenIp) && (
          <Flex vertical gap={4}>
            {remedy && <span>{t('failure.remedy', { text: remedy })}</span>}
            {seenIp && <span>{t('authorizations.seenIp')}{' '}<Typography.Text code copyable>{seenIp}</Typography.Text></span>}
          </Flex>
        )
      }
    />
  );
}
