import { Alert, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import type { Messages } from '../i18n/zh-CN';
import { inLanguage } from '../ui/use-error-text';

type Actor = keyof Messages['states']['actor'];

/** Why WeCom refuses us, what mends it, and who can. */
export function TroubleAlert({ trouble }: { trouble: Schemas['AuthorizationTroubleDto'] }): ReactNode {
  const { t, i18n } = useTranslation();
  const { reason, errcode, seenIp, actor } = trouble;
  const remedy = inLanguage(trouble.remedy, i18n.language);
  const isActor = (name: string | null): name is Actor => name !== null && i18n.exists(`states.actor.${name}`);
  return (
    <Alert
      type="error"
      showIcon
      title={<>{t(`authorizations.trouble.${reason}`)}{errcode !== null && <Typography.Text type="secondary">　{t('authorizations.errcode', { code: errcode })}</Typography.Text>}</>}
      description={
        <Flex vertical gap={4}>
          {remedy && <span>{t('failure.remedy', { text: remedy })}</span>}
          {reason === 'ip_not_trusted' && seenIp && <span>{t('authorizations.seenIp')}{' '}<Typography.Text code copyable>{seenIp}</Typography.Text></span>}
          {isActor(actor) && <Typography.Text type="secondary">{t('authorizations.actor')}{' '}{t(`states.actor.${actor}`)}</Typography.Text>}
        </Flex>
      }
    />
  );
}
