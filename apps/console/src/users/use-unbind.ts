import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { useReportError } from '../ui/use-report-error';
import { USERS_KEY, type ListedUser } from './queries';

/** Asks first, then unbinds. */
export function useUnbind(authorizationId: string): (user: ListedUser, onDone?: () => void) => void {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const report = useReportError();
  const queries = useQueryClient();

  const unbind = async ({ hostUserId }: ListedUser): Promise<void> => {
    try {
      await ask(api.DELETE('/push/users/{hostUserId}/binding', { params: { path: { hostUserId }, query: { authorizationId } } }));
      void message.success(t('users.unbound'));
    } catch (error) {
      report(error as Error);
    }
    await queries.invalidateQueries({ queryKey: USERS_KEY });
  };

  return (user, onDone) => {
    void modal.confirm({
      title: t('users.unbindTitle', { name: user.name }),
      content: t('users.unbindText', { name: user.name }),
      okText: t('users.unbind'),
      okButtonProps: { danger: true },
      focusable: { autoFocusButton: 'cancel' },
      onOk: async () => {
        await unbind(user);
        onDone?.();
      },
    });
  };
}
