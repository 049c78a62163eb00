import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Modal, Tag, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schemas } from '../api/client';
import type { Language } from '../i18n/language';
import { PagedTable } from '../ui/paged-table';
import { useErrorText } from '../ui/use-error-text';
import { USERS_KEY, type ListedUser } from './queries';

type Asked = Schemas['AskedPersonDto'];

const COLORS: Record<Schemas['AskResult'], string> = { asked: 'success', asked_before: 'processing', already_bound: 'default', inactive: 'default', not_found: 'default', refused: 'warning', not_told: 'error' };

interface AskModalProps {
  authorizationId: string;
  people: readonly ListedUser[];
  open: boolean;
  onClose: () => void;
  /** They were asked. */
  onDone: () => void;
}

/** Asks people to bind themselves, by a link that the BI passes on to each; then what became of it for each of them. */
export function AskModal({ authorizationId, people, open, onClose, onDone }: AskModalProps): ReactNode {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const textOf = useErrorText();
  const asks = useMutation({
    mutationFn: () => ask(api.POST('/push/bindings/asks', { body: { authorizationId, hostUserIds: people.map(({ hostUserId }) => hostUserId), language: i18n.language as Language } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: USERS_KEY }),
  });
  const { data: answer, error } = asks;
  const names = new Map(people.map(({ hostUserId, name }) => [hostUserId, name]));
  const columns: TableColumnsType<Asked> = [
    { title: t('users.name'), key: 'name', render: (_, { hostUserId }) => names.get(hostUserId) ?? hostUserId },
    { title: t('users.ask.result'), key: 'result', render: (_, { result, reason }) => <><Tag color={COLORS[result]} variant="filled">{t(`users.ask.results.${result}`)}</Tag>{reason}</> },
  ];
  return (
    <Modal
      open={open}
      title={answer ? t('users.ask.done', { count: answer.asked }) : t('users.ask.title', { count: people.length })}
      onCancel={onClose}
      afterClose={() => {
        if (answer) onDone();
        asks.reset();
      }}
      footer={
        answer ? (
          <Button type="primary" onClick={onClose}>{t('users.ask.close')}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="primary" loading={asks.isPending} onClick={() => asks.mutate()}>{t('users.ask.submit')}</Button>
          </>
        )
      }
    >
      {answer ? (
        <PagedTable<Asked> rowKey="hostUserId" columns={columns} rows={answer.people} />
      ) : (
        <Flex vertical gap={12}>
          {t('users.ask.text')}
          {error && <Alert type="error" showIcon title={textOf(error).title} description={textOf(error).remedy} />}
        </Flex>
      )}
    </Modal>
  );
}
