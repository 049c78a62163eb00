import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error';
import { api, ask } from '../../api/client';
import { confirm, message } from '../../ui/feedback';
import { useErrorText } from '../../ui/use-error-text';
import { useReportError } from '../../ui/use-report-error';
import { USERS_KEY } from '../queries';
import { batchQuery, BATCHES_KEY, type Batch } from './queries';

type Step = 'stop' | 'resume' | 'refresh' | 'apply' | 'undo';

export interface BatchActions {
  /** The step that is under way. */
  busy: Step | undefined;
  stop: () => void;
  resume: () => void;
  /** Compares a preview with the bindings as they are now. */
  refresh: () => void;
  /** Asks first. @param rows numbers of the rows to bind; all good ones if left out */
  apply: (rows?: number[]) => void;
  /** Asks first. */
  undo: () => void;
}

export function useBatchActions(batch: Batch): BatchActions {
  const { t } = useTranslation();
  const report = useReportError();
  const textOf = useErrorText();
  const queries = useQueryClient();
  const { id, counts } = batch;
  const params = { params: { path: { id } } };

  const call = (step: Step, rows?: number[]): Promise<Batch> => {
    switch (step) {
      case 'stop': return ask(api.POST('/push/bindings/batches/{id}/stop', params));
      case 'resume': return ask(api.POST('/push/bindings/batches/{id}/resume', params));
      case 'refresh': return ask(api.POST('/push/bindings/batches/{id}/refresh', params));
      case 'apply': return ask(api.POST('/push/bindings/batches/{id}/apply', { ...params, body: { rows } }));
      case 'undo': return ask(api.POST('/push/bindings/batches/{id}/undo', params));
    }
  };

  const take = useMutation({
    mutationFn: ({ step, rows }: { step: Step; rows?: number[] }) => call(step, rows),
    onSuccess: (now, { step }) => {
      queries.setQueryData(batchQuery(id).queryKey, now);
      if (step === 'apply') message.success(t('users.batch.applied', { count: now.counts.applied }));
      if (step === 'undo') message.success(t('users.batch.undone', { count: now.counts.undone }));
      if (step === 'refresh') message.success(t('users.batch.refreshed'));
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'BINDING_BATCH_OUTDATED') {
        confirm({ title: t('users.batch.outdatedTitle'), content: textOf(error).title, okText: t('users.batch.refresh'), onOk: () => take.mutate({ step: 'refresh' }) });
      } else report(error);
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: BATCHES_KEY });
      await queries.invalidateQueries({ queryKey: USERS_KEY });
    },
  });

  return {
    busy: take.isPending ? take.variables.step : undefined,
    stop: () => take.mutate({ step: 'stop' }),
    resume: () => take.mutate({ step: 'resume' }),
    refresh: () => take.mutate({ step: 'refresh' }),
    apply: (rows) => confirm({ title: t('users.batch.applyTitle', { count: rows?.length ?? counts.ok }), content: t('users.batch.applyText'), okText: t('users.batch.apply'), onOk: () => take.mutate({ step: 'apply', rows }) }),
    undo: () =>
      confirm({ title: t('users.batch.undoTitle', { count: counts.applied }), content: t('users.batch.undoText'), okText: t('users.batch.undo'), okButtonProps: { danger: true }, focusable: { autoFocusButton: 'cancel' }, onOk: () => take.mutate({ step: 'undo' }) }),
  };
}
