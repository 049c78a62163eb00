import { Flex, Grid, Progress, Table, Tag, Tooltip, type TableColumnsType } from 'antd';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import { useProjectNames } from '../tasks/use-project-names';
import { Moment } from '../ui/moment';
import { ROWS_IN_SIGHT } from '../ui/rows-in-sight';
import { RunStateTag } from '../ui/state-tag';
import { Typography } from '../ui/typography';
import { isUnderWay, type PushRecord } from './queries';
import { ReasonText } from './reason-text';

interface RecordTableProps {
  records: PushRecord[] | undefined;
  loading: boolean;
  empty: ReactNode;
  addressOf: (recordId: string) => string;
}

/** Draws anew only what has changed: the page around it changes while more is loaded, and with each step of a push. */
export const RecordTable = memo(function RecordTable({ records, loading, empty, addressOf }: RecordTableProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const projectName = useProjectNames();
  // A phone shows all that matters in two columns.
  const narrow = Grid.useBreakpoint().sm === false;
  const columns: TableColumnsType<PushRecord> = [
    {
      title: t('records.record'),
      key: 'record',
      render: (_, { id, title, projectId, pageTitle, plannedAt, counts }) => (
        <div style={{ maxWidth: 340 }}>
          {/* The row is for the mouse, the link for everybody. */}
          <Link to={addressOf(id)} onClick={(event) => event.stopPropagation()}><Typography.Text strong style={{ color: 'inherit' }}>{title}</Typography.Text></Link>
          <br />
          <Typography.Text type="secondary">{projectName(projectId)}{' · '}{pageTitle}</Typography.Text>
          {narrow && <><br /><Moment value={plannedAt} />{counts.total > 0 && ` · ${t('records.sentOf', counts)}`}</>}
        </div>
      ),
    },
    {
      title: t('records.time'),
      key: 'time',
      width: 150,
      responsive: ['sm'],
      render: (_, { plannedAt, late }) => (
        <Flex vertical align="flex-start" gap={2}>
          <Moment value={plannedAt} />
          {late && <Tooltip title={t('records.lateHint')}><Tag color="warning" variant="filled" style={{ margin: 0 }}>{t('records.late')}</Tag></Tooltip>}
        </Flex>
      ),
    },
    { title: t('records.trigger'), key: 'trigger', width: 100, responsive: ['md'], render: (_, { trigger }) => t(`states.trigger.${trigger}`) },
    { title: t('common.state'), key: 'state', width: 110, render: (_, { state }) => <RunStateTag state={state} /> },
    { title: t('records.result'), key: 'result', width: 280, responsive: ['sm'], render: (_, record) => <Result record={record} /> },
  ];
  return (
    <Table<PushRecord>
      {...ROWS_IN_SIGHT}
      rowKey="id"
      columns={columns}
      dataSource={records}
      loading={loading}
      pagination={false}
      scroll={narrow ? undefined : { x: 860 }}
      locale={{ emptyText: empty }}
      onRow={({ id }) => ({ onClick: () => void navigate(addressOf(id)), style: { cursor: 'pointer' } })}
    />
  );
});

function Result({ record }: { record: PushRecord }): ReactNode {
  const { t } = useTranslation();
  const { counts, reason } = record;
  const { sent, total } = counts;
  return (
    <div style={{ maxWidth: 280 }}>
      {total > 0 && (
        <Flex gap={8} align="center">
          <Progress aria-label={t('records.sentOf', { sent, total })} percent={(100 * sent) / total} showInfo={false} size="small" status={isUnderWay(record) ? 'active' : sent === total ? 'success' : 'normal'} style={{ width: 72 }} />
          {t('records.sentOf', { sent, total })}
        </Flex>
      )}
      {reason && <Typography.Text type="secondary" style={{ fontSize: 13 }}><ReasonText reason={reason} /></Typography.Text>}
    </div>
  );
}
