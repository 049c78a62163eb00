import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, QRCode, Spin, Typography } from 'antd';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { Moment } from '../../ui/moment';
import { useReportError } from '../../ui/use-report-error';
import { AUTHORIZATIONS_KEY, authorizationsQuery, type Authorization, type AuthorizationLink } from '../queries';
import { TroubleAlert } from '../trouble-alert';

/** How often it is looked whether the link was confirmed. */
const EVERY_MS = 1500;

export interface LinkPanelProps {
  link: AuthorizationLink;
  /** A new one was made. */
  onLink: (link: AuthorizationLink) => void;
  /** The corp's administrator confirmed it. */
  onActive: (authorization: Authorization) => void;
  onClose: () => void;
}

/** The link by which a corp's administrator authorizes the app; it sees by itself when that is done. */
export function LinkPanel({ link, onLink, onActive, onClose }: LinkPanelProps): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const { id, mode, corpId } = link.authorization;
  const { data } = useQuery({ ...authorizationsQuery, refetchInterval: EVERY_MS });
  const now = data?.items.find((item) => item.id === id) ?? link.authorization;
  const renew = useMutation({
    mutationFn: () => ask(api.POST('/push/authorizations/{id}/link', { params: { path: { id } } })),
    onSuccess: onLink,
    onError: report,
    onSettled: () => queries.invalidateQueries({ queryKey: AUTHORIZATIONS_KEY }),
  });
  const becameActive = useEffectEvent(() => onActive(now));
  const { state } = now;
  useEffect(() => {
    if (state === 'active') becameActive();
  }, [state]);

  return (
    <Flex vertical gap={16}>
      <Typography.Text>{t('authorizations.link.text', { corpId, mode: t(`states.mode.${mode}`) })}</Typography.Text>
      {now.trouble && <TroubleAlert trouble={now.trouble} />}
      {link.expired ? (
        <Alert type="warning" showIcon title={t('authorizations.link.expired')} />
      ) : (
        <Flex gap={20} align="center" wrap>
          {/* White in the dark as well: cameras want it so. */}
          <QRCode aria-label={t('authorizations.link.qr')} value={link.url} type="svg" size={180} color="#000000" bgColor="#ffffff" />
          <Flex vertical gap={8} style={{ flex: '1 1 240px', minWidth: 0 }}>
            <ol style={{ margin: 0, paddingInlineStart: 20 }}>
              {(['send', 'open', 'confirm'] as const).map((step) => <li key={step}>{t(`authorizations.link.steps.${step}`)}</li>)}
            </ol>
            <Typography.Paragraph copyable ellipsis={{ rows: 2 }} style={{ margin: 0, wordBreak: 'break-all' }}>{link.url}</Typography.Paragraph>
            <Typography.Text type="secondary">{t('authorizations.link.expiresAt')}{' '}<Moment value={link.expiresAt} /></Typography.Text>
          </Flex>
        </Flex>
      )}
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Flex role="status" gap={8} align="center">{!link.expired && <><Spin size="small" />{t('authorizations.link.waiting')}</>}</Flex>
        <Flex gap={8}>
          <Button loading={renew.isPending} onClick={() => renew.mutate()}>{t('authorizations.link.renew')}</Button>
          <Button onClick={onClose}>{t('authorizations.link.close')}</Button>
        </Flex>
      </Flex>
    </Flex>
  );
}
