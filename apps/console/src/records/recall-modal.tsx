import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Flex, Form, Input, Modal, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorOf } from '../api/api-error';
import { api, ask } from '../api/client';
import { Failure } from '../ui/failure';
import { message } from '../ui/feedback';
import { useErrorText } from '../ui/use-error-text';
import { useReportError } from '../ui/use-report-error';

const MAX_REASON = 200;

/** Takes the messages back from people's phones: says first from how many, and asks why. */
export function RecallModal({ recordId, onClose }: { recordId: string; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const report = useReportError();
  const textOf = useErrorText();
  const [reason, setReason] = useState('');
  const params = { path: { id: recordId } };
  const preview = useQuery({ queryKey: ['records', recordId, 'recall'], queryFn: () => ask(api.GET('/push/records/{id}/recall', { params })), gcTime: 0 });
  const recall = useMutation({
    mutationFn: () => ask(api.POST('/push/records/{id}/recall', { params, body: { reason: reason.trim(), includeOthers: false } })),
    onSuccess: ({ people }) => {
      void queries.invalidateQueries({ queryKey: ['records'] });
      message.success(t('records.recall.asked', { count: people }));
      onClose();
    },
    onError: report,
  });
  const { data } = preview;
  return (
    <Modal
      open
      title={t('records.recall.title')}
      okText={t('records.recall.ok', { count: data?.people ?? 0 })}
      okButtonProps={{ danger: true, disabled: !data?.possible || reason.trim() === '' }}
      confirmLoading={recall.isPending}
      onOk={() => recall.mutate()}
      onCancel={onClose}
    >
      {preview.error ? (
        <Failure error={preview.error} onRetry={() => void preview.refetch()} />
      ) : !data ? (
        <Skeleton active />
      ) : (
        <Flex vertical gap={12}>
          {data.refusal ? <Alert type="warning" showIcon title={textOf(errorOf(409, data.refusal)).title} /> : <div>{t('records.recall.text', { count: data.people })}</div>}
          {data.staying.tooLate > 0 && <div>{t('records.recall.tooLate', { count: data.staying.tooLate })}</div>}
          {data.possible && (
            <Form layout="vertical">
              <Form.Item label={t('records.recall.reason')} required extra={t('records.recall.reasonHint')} style={{ marginBottom: 0 }}>
                <Input aria-label={t('records.recall.reason')} maxLength={MAX_REASON} showCount value={reason} onChange={(event) => setReason(event.target.value)} />
              </Form.Item>
            </Form>
          )}
        </Flex>
      )}
    </Modal>
  );
}
