import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Checkbox, Flex, Modal, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { api, ask } from '../api/client';
import { errorOf } from '../api/api-error';
import { Failure } from '../ui/failure';
import { randomId } from '../ui/random-id';
import { useErrorText } from '../ui/use-error-text';
import { useReportError } from '../ui/use-report-error';

/** Sends the stored content once more, to those whom it did not reach: says first to how many. */
export function ReplayModal({ recordId, onClose }: { recordId: string; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const report = useReportError();
  const textOf = useErrorText();
  const [includeUnknown, setIncludeUnknown] = useState(false);
  // Two clicks, or a click whose answer was lost, start one replay.
  const [requestId] = useState(randomId);
  const params = { path: { id: recordId } };
  const preview = useQuery({
    queryKey: ['records', recordId, 'replay', includeUnknown],
    queryFn: () => ask(api.GET('/push/records/{id}/replay', { params: { ...params, query: { includeUnknown } } })),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const start = useMutation({
    mutationFn: () => ask(api.POST('/push/records/{id}/replay', { params, body: { includeUnknown, requestId } })),
    onSuccess: ({ recordId: started }) => {
      void queries.invalidateQueries({ queryKey: ['records'] });
      onClose();
      void navigate(`/records/${started}`);
    },
    onError: report,
  });
  const { data } = preview;
  const counts = data?.counts;
  return (
    <Modal
      open
      title={t('records.replay.title')}
      okText={t('records.replay.ok', { count: counts?.willGet ?? 0 })}
      okButtonProps={{ disabled: !data?.possible || preview.isPlaceholderData }}
      confirmLoading={start.isPending}
      onOk={() => start.mutate()}
      onCancel={onClose}
    >
      {preview.error ? (
        <Failure error={preview.error} onRetry={() => void preview.refetch()} />
      ) : !data ? (
        <Skeleton active />
      ) : (
        <Flex vertical gap={12}>
          <div>{t('records.replay.text')}</div>
          {data.refusal && <Alert type="warning" showIcon title={textOf(errorOf(409, data.refusal)).title} />}
          {counts && <div>{t('records.replay.willGet', { count: counts.willGet })}</div>}
          {counts && counts.notYet > 0 && <div>{t('records.replay.notYet', { count: counts.notYet })}</div>}
          {counts && (counts.askFirst > 0 || includeUnknown) && (
            <Checkbox checked={includeUnknown} onChange={(event) => setIncludeUnknown(event.target.checked)}>{t('records.replay.includeUnknown')}</Checkbox>
          )}
        </Flex>
      )}
    </Modal>
  );
}
