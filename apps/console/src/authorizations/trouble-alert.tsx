import { Alert, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Copyable } from '../ui/copyable';
import { Typography } from '../ui/typography';
import { Advice } from './health/advice';

/** Why WeCom refuses us, what mends it, and who can. */
export function TroubleAlert({ trouble }: { trouble: Schemas['AuthorizationTroubleDto'] }): ReactNode {
  const { t } = useTranslation();
  const { reason, errcode, seenIp, remedy, actor } = trouble;
  return (
    <Alert
      type="error"
      showIcon
      title={<>{t(`trouble.${reason}`)}{errcode !== null && <Typography.Text type="secondary">　{t('authorizations.errcode', { code: errcode })}</Typography.Text>}</>}
      description={
        <Flex vertical gap={4}>
          <Advice meaning={null} remedy={remedy} actor={actor} />
          {reason === 'ip_not_trusted' && seenIp && <span>{t('authorizations.seenIp')}{' '}<Copyable code>{seenIp}</Copyable></span>}
        </Flex>
      }
    />
  );
}
