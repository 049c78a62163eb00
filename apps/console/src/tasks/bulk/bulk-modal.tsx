import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Modal, Spin, Tag, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error';
import { api, ask, type Schemas } from '../../api/client';
import { Failure } from '../../ui/failure';
import { PagedTable } from '../../ui/paged-table';
import { useErrorText } from '../../ui/use-error-text';
import { HostPersonSelect } from '../people/host-people-select';
import { TASKS_KEY, type PushTask } from '../queries';

export type BulkAction = Schemas['BulkTasksRequestDto']['action'];
type Result = Schemas['BulkResultDto'];

interface BulkModalProps {
  action: BulkAction;
  tasks: readonly PushTask[];
  /** @param done something was changed */
  onClose: (done: boolean) => void;
}

const COLORS = { done: 'success', unchanged: 'default', refused: 'error' } as const;

/** Says first what would become of each task, then does it, and says what became of each. */
export function BulkModal({ action, tasks, onClose }: BulkModalProps): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [ownerUserId, setOwnerUserId] = useState<string>();
  const body = { action, taskIds: tasks.map(({ id }) => id), ownerUserId };
  const ready = action !== 'handOver' || ownerUserId !== undefined;
  const trial = useQuery({
    queryKey: ['tasks-bulk', body],
    queryFn: () => ask(api.POST('/push/tasks/bulk', { body: { ...body, dryRun: true } })),
    enabled: ready,
    gcTime: 0,
    retry: false,
  });
  const run = useMutation({
    mutationFn: () => ask(api.POST('/push/tasks/bulk', { body: { ...body, dryRun: false } })),
    onSettled: () => queries.invalidateQueries({ queryKey: TASKS_KEY }),
  });
  const results = run.data?.results ?? trial.data?.results;
  const possible = trial.data?.results.filter(({ outcome }) => outcome === 'done').length ?? 0;
  const error = run.error ?? trial.error;
  return (
    <Modal
      open
      width={640}
      title={t(`taskDialogs.bulk.title.${action}`, { count: tasks.length })}
      okText={run.data ? t('taskDialogs.close') : t(`taskDialogs.bulk.confirm.${action}`, { count: possible })}
      okButtonProps={{ danger: action === 'delete' && !run.data, disabled: !run.data && possible === 0, loading: run.isPending }}
      cancelButtonProps={run.data ? { style: { display: 'none' } } : { disabled: run.isPending }}
      onOk={() => (run.data ? onClose(true) : run.mutate())}
      onCancel={() => onClose(run.data !== undefined)}
      closable={!run.isPending}
      mask={{ closable: false }}
    >
      {action === 'delete' && !run.data && <Alert type="warning" showIcon title={t('tasks.deleteText')} style={{ marginBottom: 12 }} />}
      {action === 'handOver' && !run.data && (
        <Form layout="vertical">
          <Form.Item label={t('taskDialogs.bulk.newOwner')} extra={t('tasks.ownerHint')} htmlFor="bulk-owner">
            <HostPersonSelect id="bulk-owner" value={ownerUserId} onChange={setOwnerUserId} placeholder={t('taskEditor.ownerRequired')} />
          </Form.Item>
        </Form>
      )}
      {error && <Failure error={error} />}
      {ready && trial.isPending && <Spin />}
      {results && !error && (
        <>
          <p>{summaryOf(results).map(({ outcome, count }) => <Tag key={outcome} color={COLORS[outcome]} variant="filled">{t(run.data ? `taskDialogs.bulk.was.${outcome}` : `taskDialogs.bulk.would.${outcome}`, { count })}</Tag>)}</p>
          <Results results={results} tasks={tasks} done={run.data !== undefined} />
        </>
      )}
    </Modal>
  );
}

const summaryOf = (results: readonly Result[]) =>
  (['done', 'unchanged', 'refused'] as const).map((outcome) => ({ outcome, count: results.filter((one) => one.outcome === outcome).length })).filter(({ count }) => count > 0);

function Results({ results, tasks, done }: { results: Result[]; tasks: readonly PushTask[]; done: boolean }): ReactNode {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const titles = new Map(tasks.map(({ id, title }) => [id, title]));
  const columns: TableColumnsType<Result> = [
    { title: t('tasks.taskTitle'), key: 'title', render: (_, { taskId, title }) => title ?? titles.get(taskId) ?? taskId },
    {
      title: t('taskDialogs.bulk.result'),
      key: 'result',
      width: 300,
      render: (_, { outcome, reason }) => (
        <>
          <Tag color={COLORS[outcome]} variant="filled">{t(done ? `taskDialogs.bulk.outcome.${outcome}` : `taskDialogs.bulk.plan.${outcome}`)}</Tag>
          {reason && textOf(new ApiError(409, reason.code, reason.text)).title}
        </>
      ),
    },
  ];
  // What is refused is read first.
  const order = { refused: 0, unchanged: 1, done: 2 };
  const sorted = results.toSorted((a, b) => order[a.outcome] - order[b.outcome]);
  return <PagedTable<Result> rowKey="taskId" columns={columns} rows={sorted} />;
}
