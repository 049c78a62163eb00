import { useInfiniteQuery } from '@tanstack/react-query';
import { Segmented, Table, Tag, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../ui/failure';
import { ListEmpty } from '../../ui/list-empty';
import { LoadMore } from '../../ui/load-more';
import { Typography } from '../../ui/typography';
import { inLanguage } from '../../ui/use-error-text';
import { isOpen, rowsQuery, type Batch, type BatchRow, type RowOutcome } from './queries';

const OUTCOMES: readonly RowOutcome[] = ['ok', 'error', 'unchanged', 'pending'];
const COLORS: Record<RowOutcome, string> = { pending: 'default', ok: 'success', unchanged: 'default', error: 'error' };

interface BatchRowsProps {
  batch: Batch;
  /** Numbers of the rows that are to be bound; none: all good ones. */
  chosen: number[];
  onChosen: (rows: number[]) => void;
}

/** Row by row: who would get which account, and what is wrong with the others. */
export function BatchRows({ batch, chosen, onChosen }: BatchRowsProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { counts, source } = batch;
  const [outcome, setOutcome] = useState<RowOutcome | 'all'>('all');
  const rows = useInfiniteQuery(rowsQuery(batch, outcome === 'all' ? undefined : outcome));
  const columns: TableColumnsType<BatchRow> = [
    ...(source === 'csv' ? [{ title: t('users.batch.row'), dataIndex: 'rowNumber', width: 70 }] : []),
    { title: t('users.name'), key: 'user', render: (_, { hostUserName, hostUserId }) => <>{hostUserName || '—'}<br /><Typography.Text type="secondary">{hostUserId}</Typography.Text></> },
    {
      title: t('users.wecomAccount'),
      key: 'account',
      render: (_, { wecomUserId, wecomName, matchedBy, previous }) => (
        <>
          {wecomUserId ?? '—'}{wecomName && ` ${wecomName}`}
          {matchedBy && <Typography.Text type="secondary">{' '}{t('users.batch.matchedBy', { by: t(`users.match.kinds.${matchedBy}`) })}</Typography.Text>}
          {previous && previous.wecomUserId !== wecomUserId && <><br /><Typography.Text type="warning">{t('users.batch.replaces', { account: previous.wecomUserId })}</Typography.Text></>}
        </>
      ),
    },
    {
      title: t('users.batch.result'),
      key: 'outcome',
      render: (_, row) => (
        <div style={{ maxWidth: 340 }}>
          <Outcome row={row} open={isOpen(batch)} />
          {row.problem && <div>{inLanguage(row.problem.text, i18n.language)}</div>}
        </div>
      ),
    },
  ];
  /** What could be bound is bound by now, or was left out. */
  const labelOf = (value: RowOutcome): string => {
    if (value !== 'ok' || isOpen(batch)) return `${t(`users.batch.outcomes.${value}`)} ${counts[value]}`;
    const done = batch.state === 'undone' ? `${t('users.batch.rowUndone')} ${counts.undone}` : `${t('users.batch.rowApplied')} ${counts.applied}`;
    const left = counts.ok - counts.applied;
    return left > 0 ? `${done} · ${t('users.batch.rowLeft')} ${left}` : done;
  };
  const outcomes = OUTCOMES.filter((known) => counts[known] > 0 || known === outcome);
  if (rows.error && !rows.data) return <Failure error={rows.error} onRetry={() => void rows.refetch()} />;
  return (
    <>
      {outcomes.length > 1 && (
        <div style={{ maxWidth: '100%', overflow: 'auto' }}>
          <Segmented<RowOutcome | 'all'>
            aria-label={t('users.batch.result')}
            value={outcome}
            onChange={setOutcome}
            options={[{ value: 'all' as const, label: `${t('users.batch.all')} ${counts.total}` }, ...outcomes.map((value) => ({ value, label: labelOf(value) }))]}
          />
        </div>
      )}
      <Table<BatchRow>
        size="small"
        rowKey="rowNumber"
        columns={columns}
        dataSource={rows.data?.pages.flatMap((page) => page.items)}
        loading={rows.isPending}
        pagination={false}
        scroll={{ x: 'max-content' }}
        rowSelection={
          isOpen(batch)
            ? {
                selectedRowKeys: chosen,
                preserveSelectedRowKeys: true,
                onChange: (keys) => onChosen(keys.map(Number)),
                getTitleCheckboxProps: () => ({ 'aria-label': t('users.batch.chooseAll') }),
                getCheckboxProps: (row) => ({ disabled: row.outcome !== 'ok', 'aria-label': t('users.batch.choose', { name: row.hostUserName || row.hostUserId }) }),
              }
            : undefined
        }
        locale={{ emptyText: rows.isPending ? ' ' : <ListEmpty title={t('users.batch.noRows')} /> }}
      />
      <LoadMore hasMore={rows.hasNextPage} loading={rows.isFetchingNextPage} onMore={() => void rows.fetchNextPage()} pages={rows.data?.pages.length ?? 0} />
    </>
  );
}

function Outcome({ row: { outcome, applied, undone }, open }: { row: BatchRow; open: boolean }): ReactNode {
  const { t } = useTranslation();
  if (undone) return <Tag variant="filled">{t('users.batch.rowUndone')}</Tag>;
  if (applied) return <Tag color="success" variant="filled">{t('users.batch.rowApplied')}</Tag>;
  if (outcome === 'ok' && !open) return <Tag variant="filled">{t('users.batch.rowLeft')}</Tag>;
  return <Tag color={COLORS[outcome]} variant="filled">{t(`users.batch.outcomes.${outcome}`)}</Tag>;
}
