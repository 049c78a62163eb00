import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled, MinusCircleOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { Flex, theme } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import type { HealthCheck } from '../queries';
import { Typography } from '../../ui/typography';
import { Advice } from './advice';

const ICONS: Record<Schemas['HealthStatus'], typeof CheckCircleFilled> = {
  ok: CheckCircleFilled, warning: ExclamationCircleFilled, failed: CloseCircleFilled, unknown: QuestionCircleOutlined, not_configured: MinusCircleOutlined,
};

/** In the order in which WeCom looks at a call, with what mends those that are not fine. */
export function HealthChecks({ checks }: { checks: readonly HealthCheck[] }): ReactNode {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const colors: Record<Schemas['HealthStatus'], string> = { ok: token.colorSuccess, warning: token.colorWarning, failed: token.colorError, unknown: token.colorTextTertiary, not_configured: token.colorTextTertiary };
  return (
    <Flex vertical component="ul" gap={10} style={{ margin: 0, padding: 0, listStyle: 'none' }}>
      {checks.map(({ name, status, meaning, remedy, actor }) => {
        const Icon = ICONS[status];
        return (
          <Flex key={name} component="li" gap={10}>
            <Icon aria-hidden style={{ color: colors[status], fontSize: 16, marginTop: 3, alignSelf: 'flex-start' }} />
            <div style={{ flex: 1, minWidth: 0 }}>
              <Flex gap={8} justify="space-between">
                <Typography.Text strong={status === 'failed' || status === 'warning'}>{t(`authorizations.health.check.${name}`)}</Typography.Text>
                <Typography.Text style={{ color: status === 'ok' ? undefined : colors[status], whiteSpace: 'nowrap' }} type={status === 'ok' ? 'success' : undefined}>{t(`authorizations.health.status.${status}`)}</Typography.Text>
              </Flex>
              {status !== 'ok' && (
                <Typography.Text type={status === 'failed' || status === 'warning' ? undefined : 'secondary'}><Advice meaning={meaning} remedy={remedy} actor={actor} /></Typography.Text>
              )}
            </div>
          </Flex>
        );
      })}
    </Flex>
  );
}
