import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Flex, Table, Tag, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Failure } from '../../ui/failure';
import { LoadMore } from '../../ui/load-more';
import { Moment } from '../../ui/moment';
import { TextButton } from '../../ui/text-button';
import { SettingsPage } from '../settings-tabs';
import { Typography } from '../../ui/typography';
import { DeleteCalendarModal } from './later';
import { calendarListQuery, STATUTORY, statutoryQuery, type OwnCalendar } from './queries';
import { useWeekdays } from './use-weekdays';

/** The built-in one stands first, among those of the tenant. */
type Row = { id: typeof STATUTORY } | OwnCalendar;
const isOwn = (row: Row): row is OwnCalendar => row.id !== STATUTORY;

export function CalendarsPage(): ReactNode {
  return <SettingsPage><Calendars /></SettingsPage>;
}

function Calendars(): ReactNode {
  const { t } = useTranslation();
  const weekdays = useWeekdays();
  const list = useInfiniteQuery(calendarListQuery);
  const { data: statutory } = useQuery(statutoryQuery);
  const [deleted, setDeleted] = useState<OwnCalendar>();
  const [deleting, setDeleting] = useState(false);
  const firstYear = statutory?.daysOff[0]?.date.slice(0, 4);

  const columns: TableColumnsType<Row> = [
    {
      title: t('calendars.name'),
      key: 'name',
      render: (_, row) => (
        <Flex gap={8} align="center" wrap>
          <Link to={`/settings/calendars/${row.id}`}><Typography.Text strong style={{ color: 'inherit' }}>{isOwn(row) ? row.name : t('common.statutory')}</Typography.Text></Link>
          {!isOwn(row) && <Tag variant="filled" color="processing">{t('calendars.builtIn')}</Tag>}
        </Flex>
      ),
    },
    {
      title: t('calendars.basis'),
      key: 'basis',
      render: (_, row) => {
        if (!isOwn(row)) return statutory && t('calendars.knownYears', { first: firstYear, last: statutory.knownUntil });
        if (row.withStatutoryDays) return t('calendars.bases.statutory');
        return row.weeklyDaysOff.length > 0 ? t('calendars.weekly', { days: weekdays(row.weeklyDaysOff) }) : t('calendars.noWeekly');
      },
    },
    { title: t('calendars.namedDays'), key: 'days', render: (_, row) => (isOwn(row) ? t('calendars.namedCount', { count: row.daysOff.length + row.workingDays.length }) : '—') },
    { title: t('calendars.updatedAt'), key: 'at', width: 130, render: (_, row) => (isOwn(row) ? <Moment value={row.updatedAt} /> : '—') },
    {
      title: t('common.actions'),
      key: 'actions',
      width: 90,
      render: (_, row) =>
        isOwn(row) && (
          <TextButton
            danger
            of={row.name}
            onClick={() => {
              setDeleted(row);
              setDeleting(true);
            }}
          >
            {t('common.delete')}
          </TextButton>
        ),
    },
  ];

  if (list.error) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  const own = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Flex justify="space-between" align="center" gap={12} wrap style={{ marginBottom: 16 }}>
        <Typography.Text type="secondary" style={{ flex: '1 1 320px' }}>{t('calendars.description')}</Typography.Text>
        <Link to="/settings/calendars/new"><Button type="primary" icon={<PlusOutlined aria-hidden />}>{t('calendars.create')}</Button></Link>
      </Flex>
      <Table<Row> rowKey="id" columns={columns} dataSource={list.data && [{ id: STATUTORY }, ...own]} loading={list.isPending} pagination={false} scroll={{ x: 'max-content' }} locale={{ emptyText: ' ' }} />
      {list.data && own.length === 0 && <Typography.Paragraph type="secondary" style={{ margin: '16px 0 0' }}>{t('calendars.empty')}</Typography.Paragraph>}
      <LoadMore hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} pages={list.data?.pages.length ?? 0} />
      {deleted && <DeleteCalendarModal calendar={deleted} open={deleting} onClose={() => setDeleting(false)} onDeleted={() => setDeleting(false)} />}
    </>
  );
}
