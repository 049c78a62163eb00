import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Form, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { confirm as askFirst, message } from '../../ui/feedback';
import { Typography } from '../../ui/typography';
import { useReportError } from '../../ui/use-report-error';
import { erasureQuery, ERASURES_KEY, type Erasure } from './queries';

/** What cannot be taken back is confirmed by typing whom it is about. */
export function Confirmation({ erasure }: { erasure: Erasure }): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const path = { id: erasure.id };
  const take = (now: Erasure): void => {
    queries.setQueryData(erasureQuery(erasure.id).queryKey, now);
    void queries.invalidateQueries({ queryKey: ERASURES_KEY });
  };
  const confirm = useMutation({
    mutationFn: () => ask(api.POST('/push/erasures/{id}/confirm', { params: { path }, body: { hostUserId: typed } })),
    onSuccess: (now) => {
      take(now);
      message.success(t('erasures.confirmed'));
    },
    onError: report,
  });
  const cancel = useMutation({
    mutationFn: () => ask(api.DELETE('/push/erasures/{id}', { params: { path } })),
    onSuccess: take,
    onError: report,
  });
  const askCancel = (): void => askFirst({ title: t('erasures.cancelTitle'), content: t('erasures.cancelText'), okText: t('erasures.cancel'), onOk: () => cancel.mutateAsync().catch(() => undefined) });
  const matches = typed === erasure.hostUserId;
  return (
    <Form layout="vertical" onFinish={() => matches && confirm.mutate()}>
      <Typography.Title level={3} style={{ margin: '0 0 8px', fontSize: 16 }}>{t('erasures.confirmTitle')}</Typography.Title>
      <Typography.Paragraph>{t('erasures.confirmText', { id: erasure.hostUserId })}</Typography.Paragraph>
      <Form.Item label={t('erasures.confirmLabel')} htmlFor="erasure-confirm">
        <Input id="erasure-confirm" value={typed} onChange={(event) => setTyped(event.target.value)} maxLength={128} autoComplete="off" spellCheck={false} style={{ maxWidth: 320 }} />
      </Form.Item>
      <Flex gap={8} wrap>
        <Button danger type="primary" htmlType="submit" disabled={!matches} loading={confirm.isPending}>{t('erasures.confirm')}</Button>
        <Button loading={cancel.isPending} onClick={askCancel}>{t('erasures.cancel')}</Button>
      </Flex>
    </Form>
  );
}
