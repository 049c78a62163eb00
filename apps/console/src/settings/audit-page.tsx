import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Flex, Table, type TableColumnsType } from 'antd';
import dayjs from 'dayjs';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Messages } from '../i18n/zh-CN';
import { FieldChanges } from '../tasks/history/field-changes';
import { useProjectNames } from '../tasks/use-project-names';
import { DayRange } from '../ui/day-range';
import { Failure } from '../ui/failure';
import { FilterSelect } from '../ui/filter-select';
import { ListEmpty } from '../ui/list-empty';
import { LoadMore } from '../ui/load-more';
import { Moment } from '../ui/moment';
import { SearchBox } from '../ui/search-box';
import { Typography } from '../ui/typography';
import { useAddress } from '../ui/use-address';
import { auditQuery, type AuditLine } from './queries';
import { SettingsPage } from './settings-tabs';

const SUBJECTS = ['api_key', 'authorization', 'binding', 'calendar', 'erasure', 'push_task', 'push_template', 'push_robot', 'retention'] as const;

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
    { title: t('settings.audit.action'), key: 'action', render: (_, line) => <div style={{ minWidth: 200, maxWidth: 320 }}><Sentence line={line} /></div> },
    { title: t('settings.audit.difference'), key: 'difference', render: (_, line) => <DifferenceOf line={line} /> },
  ];
  const filtered = subject || actor || from || to;
  const clear = <Button onClick={() => setAddress({ subject: '', actor: '', from: '', to: '' })}>{t('common.clearFilters')}</Button>;
  return (
    <>
      <Flex gap={12} wrap style={{ marginBottom: 16 }}>
        <FilterSelect<string> aria-label={t('settings.audit.subject')} placeholder={t('settings.audit.subject')} value={subject || undefined} options={SUBJECTS.map((value) => ({ value, label: t(`settings.audit.subjects.${value}`) }))} onChange={(value) => setAddress({ subject: value ?? '' })} style={{ width: 180 }} />
        <SearchBox value={actor} placeholder={t('settings.audit.actor')} onSearch={(value) => setAddress({ actor: value })} width={200} />
        <DayRange label={t('settings.audit.at')} from={from} to={to} onChange={setAddress} />
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

type Verbs = Messages['settings']['audit']['actions'];

/** Who did what to which, in one sentence; an action that is too new for words shows its code. */
function Sentence({ line: { action, subject } }: { line: AuditLine }): ReactNode {
  const { t, i18n } = useTranslation();
  const project = useProjectNames();
  const isKnown = (code: string): code is Code<Verbs> => i18n.exists(`settings.audit.actions.${code}`);
  const name = subject.name ?? (subject.type === 'push_project' || subject.type === 'project' ? project(subject.id) : subject.id);
  return isKnown(action) ? t(`settings.audit.actions.${action}`, { name }) : <>{name}{' '}<Typography.Text code>{action}</Typography.Text></>;
}

type Code<T> = { [K in keyof T & string]: `${K}.${keyof T[K] & string}` }[keyof T & string];

/** What a change changed, field by field and in words. What is new or gone has nothing to compare: that it is says enough, the rest is behind a disclosure. */
function DifferenceOf({ line: { action, before, after } }: { line: AuditLine }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (names.length === 0) return '—';
  const changed = before !== null && after !== null;
  const changes = <FieldChanges changes={names.map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }))} />;
  return (
    <div style={{ maxWidth: 560 }}>
      {changed && changes}
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t(changed ? 'settings.audit.raw' : 'settings.audit.whole')}</summary>
        {open && !changed && changes}
        {open && <pre tabIndex={0} style={{ maxHeight: 240, margin: 0, overflow: 'auto', whiteSpace: 'pre-wrap', wordBreak: 'break-word' }}>{JSON.stringify({ action, before, after }, null, 2)}</pre>}
      </details>
    </div>
  );
}
