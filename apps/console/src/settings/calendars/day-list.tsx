import { Table, Tag, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ListEmpty } from '../../ui/list-empty';
import { TextButton } from '../../ui/text-button';
import type { ListedDay } from './days';

interface DayListProps {
  year: number;
  days: readonly ListedDay[];
  /** Left out where nobody changes them. */
  onRemove?: (date: string) => void;
}

/** The listed days of a year. */
export function DayList({ year, days, onRemove }: DayListProps): ReactNode {
  const { t } = useTranslation();
  const columns: TableColumnsType<ListedDay> = [
    { title: t('calendars.date'), dataIndex: 'date', width: 120, render: (date: string) => <span style={{ whiteSpace: 'nowrap' }}>{date}</span> },
    { title: t('calendars.dayName'), dataIndex: 'name', render: (name: string, { date }) => (name === date ? '—' : name) },
    { title: t('calendars.kind'), dataIndex: 'working', width: 80, render: (working: boolean) => <KindTag working={working} /> },
    ...(onRemove ? [{ title: t('common.actions'), key: 'actions', width: 80, render: (_: unknown, { date }: ListedDay) => <TextButton danger of={date} onClick={() => onRemove(date)}>{t('calendars.remove')}</TextButton> }] : []),
  ];
  return (
    <Table<ListedDay>
      size="small"
      rowKey="date"
      columns={columns}
      dataSource={days.filter(({ date }) => date.startsWith(`${year}-`))}
      pagination={false}
      locale={{ emptyText: <ListEmpty title={t('calendars.noDays', { year })} /> }}
    />
  );
}

export function KindTag({ working }: { working: boolean }): ReactNode {
  const { t } = useTranslation();
  return <Tag variant="filled" color={working ? 'processing' : 'error'} style={{ margin: 0 }}>{t(`calendars.kinds.${working ? 'working' : 'off'}`)}</Tag>;
}
