import { ApiOutlined, EllipsisOutlined, KeyOutlined, LinkOutlined, SafetyCertificateOutlined, StopOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Descriptions, Flex, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { Copyable } from '../ui/copyable';
import { message } from '../ui/feedback';
import { MenuButton } from '../ui/menu-button';
import { Moment } from '../ui/moment';
import { NameAvatar } from '../ui/name-avatar';
import { onceOpen } from '../ui/once-open';
import { AuthorizationStateTag } from '../ui/state-tag';
import { Typography } from '../ui/typography';
import { useReportError } from '../ui/use-report-error';
import { HealthSummary } from './health/health-summary';
import { appNameOf, AUTHORIZATIONS_KEY, hasLink, isUsable, type Authorization } from './queries';
import { TroubleAlert } from './trouble-alert';
import { VisibleRange } from './visible-range';

const ReplaceSecretModal = onceOpen(async () => (await import('./replace-secret-modal')).ReplaceSecretModal, ({ open }) => open);
const CallbackModal = onceOpen(async () => (await import('./callback-modal')).CallbackModal, ({ open }) => open);
const RevokeModal = onceOpen(async () => (await import('./revoke-modal')).RevokeModal, ({ open }) => open);
const LinkModal = onceOpen(async () => (await import('./authorize/link-modal')).LinkModal, ({ open }) => open);
const HealthDrawer = onceOpen(async () => (await import('./health/health-drawer')).HealthDrawer, ({ open }) => open);

type Opened = 'secret' | 'callback' | 'revoke' | 'link' | 'health';

export function AuthorizationCard({ authorization }: { authorization: Authorization }): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const [opened, setOpened] = useState<Opened>();
  const { id, agentId, corpId, mode, state, trouble, visibleRange, activatedAt, createdAt } = authorization;
  const name = appNameOf(authorization);
  const usable = isUsable(authorization);
  const byLink = hasLink(authorization);
  const close = (): void => setOpened(undefined);

  const check = useMutation({
    mutationFn: () => ask(api.POST('/push/authorizations/{id}/check', { params: { path: { id } } })),
    onError: report,
    onSuccess: (checked) => {
      if (checked.state === 'active') message.success(t('authorizations.checkedFine'));
      else message.warning(t('authorizations.checkedBroken'));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: AUTHORIZATIONS_KEY }),
  });

  const more = [
    ...(usable && !byLink
      ? [
          { key: 'secret', icon: <KeyOutlined aria-hidden />, label: t('authorizations.replaceSecret'), onClick: () => setOpened('secret') },
          { key: 'callback', icon: <ApiOutlined aria-hidden />, label: t('authorizations.callback.open'), onClick: () => setOpened('callback') },
          { type: 'divider' as const },
        ]
      : []),
    { key: 'revoke', danger: true, icon: <StopOutlined aria-hidden />, label: t('authorizations.revoke'), onClick: () => setOpened('revoke') },
  ];

  return (
    <Card variant="borderless" styles={{ body: { padding: 20 } }}>
      <Flex vertical gap={16}>
        <Flex gap={12} align="center" wrap>
          <NameAvatar name={name} size={44} shape="square" />
          <Flex vertical style={{ flex: '1 1 200px', minWidth: 0 }}>
            <Flex gap={8} align="center" wrap>
              <Typography.Title level={2} title={name} style={{ margin: 0, fontSize: 16, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{name}</Typography.Title>
              <AuthorizationStateTag state={state} />
              <Tag variant="filled" style={{ margin: 0 }}>{t(`states.mode.${mode}`)}</Tag>
            </Flex>
            <Copyable type="secondary">{corpId}</Copyable>
          </Flex>
          <Flex gap={8} wrap>
            {byLink && state !== 'active' && <Button type="primary" icon={<LinkOutlined aria-hidden />} onClick={() => setOpened('link')}>{t('authorizations.link.open')}</Button>}
            {usable && <Button icon={<SafetyCertificateOutlined aria-hidden />} loading={check.isPending} onClick={() => check.mutate()}>{t('authorizations.check')}</Button>}
            <MenuButton menu={{ items: more }} placement="bottomRight">
              <Button icon={<EllipsisOutlined aria-hidden />} aria-label={`${t('common.more')} ${name}`} />
            </MenuButton>
          </Flex>
        </Flex>
        {trouble && <TroubleAlert trouble={trouble} />}
        {state === 'pending' && !trouble && <Alert type="info" showIcon title={t('authorizations.link.pending')} />}
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 1, md: 3 }}
          items={
            usable
              ? [
                  { key: 'agent', label: t('authorizations.agentId'), children: agentId ?? '—' },
                  { key: 'range', label: t('authorizations.visibleRange'), children: <VisibleRange range={visibleRange} /> },
                  { key: 'at', label: t('authorizations.activatedAt'), children: activatedAt ? <Moment value={activatedAt} /> : '—' },
                ]
              : [{ key: 'begun', label: t('authorizations.begunAt'), children: <Moment value={createdAt} /> }]
          }
        />
        {usable && <HealthSummary authorizationId={id} onOpen={() => setOpened('health')} />}
      </Flex>
      <ReplaceSecretModal authorization={authorization} open={opened === 'secret'} onClose={close} />
      <CallbackModal authorization={authorization} open={opened === 'callback'} onClose={close} />
      <RevokeModal authorization={authorization} open={opened === 'revoke'} onClose={close} />
      <LinkModal authorization={authorization} open={opened === 'link'} onClose={close} />
      <HealthDrawer authorization={authorization} open={opened === 'health'} onClose={close} />
    </Card>
  );
}
