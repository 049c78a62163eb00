import { KeyOutlined, SafetyCertificateOutlined, StopOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Descriptions, Flex, Tag, Typography } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { Moment } from '../ui/moment';
import { NameAvatar } from '../ui/name-avatar';
import { AuthorizationStateTag } from '../ui/state-tag';
import { useReportError } from '../ui/use-report-error';
import { appNameOf, authorizationsQuery, isUsable, type Authorization } from './queries';
import { ReplaceSecretModal } from './replace-secret-modal';
import { TroubleAlert } from './trouble-alert';
import { VisibleRange } from './visible-range';

export function AuthorizationCard({ authorization }: { authorization: Authorization }): ReactNode {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const report = useReportError();
  const queries = useQueryClient();
  const [replacing, setReplacing] = useState(false);
  const { id, agentId, corpId, mode, state, trouble, visibleRange, activatedAt } = authorization;
  const name = appNameOf(authorization);
  const params = { path: { id } };
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: authorizationsQuery.queryKey });

  const check = useMutation({
    mutationFn: () => ask(api.POST('/push/authorizations/{id}/check', { params })),
    onError: report,
    onSuccess: (checked) => {
      if (checked.state === 'active') void message.success(t('authorizations.checkedFine'));
      else void message.warning(t('authorizations.checkedBroken'));
    },
    onSettled: refresh,
  });

  const revoke = (): void => {
    void modal.confirm({
      title: t('authorizations.revokeTitle', { name }),
      content: t('authorizations.revokeText'),
      okText: t('authorizations.revoke'),
      okButtonProps: { danger: true },
      focusable: { autoFocusButton: 'cancel' },
      onOk: async () => {
        try {
          await ask(api.DELETE('/push/authorizations/{id}', { params }));
          void message.success(t('authorizations.revoked'));
        } catch (error) {
          report(error as Error);
        }
        await refresh();
      },
    });
  };

  return (
    <Card variant="borderless" styles={{ body: { padding: 20 } }}>
      <Flex vertical gap={16}>
        <Flex gap={12} align="center" wrap>
          <NameAvatar name={name} size={44} shape="square" />
          <Flex vertical style={{ flex: '1 1 200px', minWidth: 0 }}>
            <Flex gap={8} align="center">
              <Typography.Title level={2} ellipsis style={{ margin: 0, fontSize: 16 }}>{name}</Typography.Title>
              <AuthorizationStateTag state={state} />
              <Tag variant="filled" style={{ margin: 0 }}>{t(`states.mode.${mode}`)}</Tag>
            </Flex>
            <Typography.Text type="secondary" copyable={{ text: corpId }}>{corpId}</Typography.Text>
          </Flex>
          <Flex gap={8} wrap>
            {isUsable(authorization) && <Button icon={<SafetyCertificateOutlined aria-hidden />} loading={check.isPending} onClick={() => check.mutate()}>{t('authorizations.check')}</Button>}
            {/* The codes of the other modes are nothing that a person types. */}
            {mode === 'self_built' && isUsable(authorization) && <Button icon={<KeyOutlined aria-hidden />} onClick={() => setReplacing(true)}>{t('authorizations.replaceSecret')}</Button>}
            <Button danger icon={<StopOutlined aria-hidden />} onClick={revoke}>{t('authorizations.revoke')}</Button>
          </Flex>
        </Flex>
        {trouble && <TroubleAlert trouble={trouble} />}
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 1, md: 3 }}
          items={[
            { key: 'agent', label: t('authorizations.agentId'), children: agentId ?? '—' },
            { key: 'range', label: t('authorizations.visibleRange'), children: <VisibleRange range={visibleRange} /> },
            { key: 'at', label: t('authorizations.activatedAt'), children: activatedAt ? <Moment value={activatedAt} /> : '—' },
          ]}
        />
      </Flex>
      <ReplaceSecretModal authorization={authorization} open={replacing} onClose={() => setReplacing(false)} />
    </Card>
  );
}
