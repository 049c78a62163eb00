import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, DatePicker, Flex, Select, Table, Typography, type TableColumnsType } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { LoadMore } from '../ui/load-more';
import { Moment } from '../ui/moment';
import { SearchBox } from '../ui/search-box';
import { useAddress } from '../ui/use-address';
import { auditQuery, type AuditLine } from './queries';
import { SettingsPage } from './settings-tabs';

const SUBJECTS = ['api_key', 'authorization', 'binding', 'calendar', 'erasure', 'push_task', 'push_template', 'push_robot', 'retention'] as const;
const DAY = 'YYYY-MM-DD';

export function AuditPage(): ReactNode {
  return <SettingsPage><Audit /></SettingsPage>;
}

function Audit(): ReactNode {
  const { t } = useTranslation();
  const [{ subject, actor, from, to }, setAddress] = useAddress('subject', 'actor', 'from', 'to');
  const audit = useInfiniteQuery(auditQuery({
    action: subject || undefined,
    actorId: actor || undefined,
    from: from ? dayjs(from).toISOString() : undefined,
    to: to ? dayjs(to).add(1, 'day').toISOString() : undefined,
  }));
  const columns: TableColumnsType<AuditLine> = [
    { title: t('settings.audit.at'), key: 'at', width: 130, render: (_, { at }) => <Moment value={at} /> },
    { title: t('settings.audit.who'), key: 'who', render: (_, { actor: { name, kind, id }, remoteAddress }) => <>{name}<br /><Typography.Text type="secondary">{[t(`settings.audit.kinds.${kind}`), id, remoteAddress].filter(Boolean).join(' · ')}</Typography.Text></> },
    { title: t('settings.audit.action'), key: 'action', render: (_, { action, subject: { name, id } }) => <>{name ?? id}<br /><Typography.Text code>{action}</Typography.Text></> },
    { title: t('settings.audit.difference'), key: 'difference', render: (_, line) => <DifferenceOf line={line} /> },
  ];
  const filtered = subject || actor || from || to;
  const clear = <Button onClick={() => setAddress({ subject: '', actor: '', from: '', to: '' })}>{t('common.clearFilters')}</Button>;
  return (
    <>
      <Flex gap={12} wrap style={{ marginBottom: 16 }}>
        <Select allowClear aria-label={t('settings.audit.subject')} placeholder={t('settings.audit.subject')} value={subject || undefined} options={SUBJECTS.map((value) => ({ value, label: t(`settings.audit.subjects.${value}`) }))} onChange={(value?: string) => setAddress({ subject: value ?? '' })} style={{ width: 180 }} />
        <SearchBox value={actor} placeholder={t('settings.audit.actor')} onSearch={(value) => setAddress({ actor: value })} width={200} />
        <DatePicker.RangePicker
          allowEmpty
          value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
          onChange={(range) => setAddress({ from: range?.[0]?.format(DAY) ?? '', to: range?.[1]?.format(DAY) ?? '' })}
        />
      </Flex>
      {audit.error ? (
        <Failure error={audit.error} onRetry={() => void audit.refetch()} />
      ) : (
        <>
          <Table<AuditLine>
            rowKey="id"
            columns={columns}
            dataSource={audit.data?.pages.flatMap((page) => page.items)}
            loading={audit.isPending}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: audit.isPending ? ' ' : <ListEmpty title={t('settings.audit.empty')} action={filtered ? clear : undefined} /> }}
          />
          <LoadMore hasMore={audit.hasNextPage} loading={audit.isFetchingNextPage} onMore={() => void audit.fetchNextPage()} pages={audit.data?.pages.length ?? 0} />
        </>
      )}
    </>
  );
}

const shown = (value: unknown): string => (value === undefined || value === null ? '—' : typeof value === 'string' ? value : JSON.stringify(value));

/** Field by field what was there and what is there since. */
function DifferenceOf({ line: { before, after } }: { line: AuditLine }): ReactNode {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields.map((field) => (
    <div key={field} style={{ maxWidth: 460, wordBreak: 'break-word' }}>
      <Typography.Text type="secondary">{field}</Typography.Text>{' '}
      {before?.[field] != null && <Typography.Text delete>{shown(before[field])}</Typography.Text>}{' '}
      {after && field in after && <Typography.Text>{shown(after[field])}</Typography.Text>}
    </div>
  ));
}
