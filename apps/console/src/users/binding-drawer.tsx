import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Flex, Form, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error';
import { api, ask } from '../api/client';
import { message } from '../ui/feedback';
import { Moment } from '../ui/moment';
import { NameAvatar } from '../ui/name-avatar';
import { onceOpen } from '../ui/once-open';
import { BindingStateTag } from '../ui/state-tag';
import { Typography } from '../ui/typography';
import { useErrorText } from '../ui/use-error-text';
import { useReportError } from '../ui/use-report-error';
import { bindingStateOf, USERS_KEY, type ListedUser } from './queries';
import { WecomAccountCard } from './wecom-account-card';

const UnbindModal = onceOpen(async () => (await import('./unbind-modal')).UnbindModal, ({ open }) => open);

interface BindingDrawerProps {
  user: ListedUser;
  authorizationId: string;
  open: boolean;
  onClose: () => void;
}

const ACCOUNT = /^\S{1,64}$/;
const trim = (value: string): string => value.trim();

/** Finds a WeCom account by its full name and binds it: WeCom knows no other search. */
export function BindingDrawer({ user, authorizationId, open, onClose }: BindingDrawerProps): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const [unbinding, setUnbinding] = useState(false);
  const { hostUserId, name, account, binding } = user;

  const find = useMutation({
    mutationFn: (userId: string) => ask(api.GET('/push/wecom-accounts', { params: { query: { authorizationId, userId } } })),
  });
  const bind = useMutation({
    mutationFn: (wecomUserId: string) => ask(api.PUT('/push/users/{hostUserId}/binding', { params: { path: { hostUserId } }, body: { authorizationId, wecomUserId } })),
    onError: report,
    onSuccess: (bound) => {
      message.success(t('users.drawer.done', { user: name, account: bound.wecomUserId }));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: USERS_KEY }),
  });

  return (
    <Drawer open={open} size={480} title={t('users.drawer.title')} onClose={onClose} destroyOnHidden afterOpenChange={(isOpen) => !isOpen && find.reset()}>
      <Flex gap={12} align="center">
        <NameAvatar name={name} size={48} />
        <div>
          <Typography.Text strong style={{ fontSize: 16 }}>{name}</Typography.Text>
          <br />
          <Typography.Text type="secondary">{t('users.account')}{' '}{account}</Typography.Text>
        </div>
      </Flex>

      <Heading>{t('users.drawer.current')}</Heading>
      {binding ? (
        <Flex justify="space-between" align="center" gap={12}>
          <div>
            <Flex gap={8} align="center">{binding.wecomName || binding.wecomUserId}<BindingStateTag state={bindingStateOf(user)} /></Flex>
            <Typography.Text type="secondary">{binding.wecomUserId}{' · '}{t('users.drawer.boundAt')}{' '}<Moment value={binding.boundAt} /></Typography.Text>
          </div>
          <Button danger onClick={() => setUnbinding(true)}>{t('users.unbind')}</Button>
        </Flex>
      ) : (
        <Typography.Text type="secondary">{t('users.drawer.none')}</Typography.Text>
      )}

      <Heading>{t(binding ? 'users.drawer.searchChange' : 'users.drawer.search')}</Heading>
      {/* Many companies give the same account in both systems. */}
      <Form layout="vertical" initialValues={{ userId: binding ? '' : account }} onFinish={({ userId }: { userId: string }) => find.mutate(userId)}>
        <Flex gap={8} align="flex-start">
          <Form.Item
            name="userId"
            normalize={trim}
            extra={t('users.drawer.searchHint')}
            rules={[{ required: true, message: t('users.drawer.accountRequired') }, { pattern: ACCOUNT, message: t('users.drawer.accountFormat') }]}
            style={{ flex: 1 }}
          >
            <Input autoFocus allowClear autoComplete="off" spellCheck={false} aria-label={t('users.wecomAccount')} placeholder={t('users.drawer.searchPlaceholder')} maxLength={64} />
          </Form.Item>
          <Button htmlType="submit" loading={find.isPending}>{t('users.drawer.searchButton')}</Button>
        </Flex>
      </Form>
      <div aria-live="polite">
        {find.error && <NotFound error={find.error} account={find.variables} />}
        {find.data && <WecomAccountCard account={find.data} user={user} binding={bind.isPending} onBind={() => bind.mutate(find.data.userId)} />}
      </div>
      <UnbindModal user={user} authorizationId={authorizationId} open={unbinding} onClose={() => setUnbinding(false)} onDone={onClose} />
    </Drawer>
  );
}

function Heading({ children }: { children: ReactNode }): ReactNode {
  return <Typography.Title level={3} style={{ margin: '28px 0 8px', fontSize: 15 }}>{children}</Typography.Title>;
}

function NotFound({ error, account }: { error: Error; account: string | undefined }): ReactNode {
  const { t } = useTranslation();
  const { title, remedy } = useErrorText()(error);
  if (error instanceof ApiError && error.code === 'WECOM_ACCOUNT_NOT_FOUND') {
    return <Alert type="warning" showIcon title={t('users.drawer.notFound', { account })} description={t('users.drawer.notFoundText')} />;
  }
  return <Alert type="error" showIcon title={title} description={remedy} />;
}
