import { Descriptions, Typography, type DescriptionsProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { usePersonNames } from '../tasks/people/use-person-names';
import { fullTime } from '../ui/moment';
import type { RecordDetail } from './queries';
import { ReasonText } from './reason-text';

export function RecordFacts({ record }: { record: RecordDetail }): ReactNode {
  const { t, i18n } = useTranslation();
  const { calls } = record;
  const person = usePersonNames([record.ownerUserId, record.actorUserId]);
  const at = (value: string | null): ReactNode => (value ? <time dateTime={value}>{fullTime(value, i18n.language)}</time> : '—');
  const attempts = calls.reduce((sum, call) => sum + call.attempts, 0);
  const reasons = new Map(calls.flatMap(({ reason }) => (reason ? [[reason.code, reason]] : [])));
  const items: DescriptionsProps['items'] = [
    { key: 'task', label: t('records.drawer.task'), children: <Link to={`/tasks/${record.taskId}`}>{t('records.drawer.openTask')}</Link> },
    { key: 'trigger', label: t('records.trigger'), children: t(`states.trigger.${record.trigger}`) },
    { key: 'planned', label: t('records.drawer.plannedAt'), children: at(record.plannedAt) },
    { key: 'started', label: t('records.drawer.startedAt'), children: at(record.startedAt) },
    { key: 'prepared', label: t('records.drawer.preparedAt'), children: at(record.preparedAt) },
    { key: 'finished', label: t('records.drawer.finishedAt'), children: at(record.finishedAt) },
    { key: 'data', label: t('records.drawer.dataTime'), children: at(record.dataTime) },
    { key: 'template', label: t('records.drawer.template'), children: record.template ?? '—' },
    { key: 'owner', label: t('records.drawer.owner'), children: person(record.ownerUserId) },
    ...(record.actorUserId === null ? [] : [{ key: 'actor', label: t('records.drawer.actor'), children: person(record.actorUserId) }]),
    {
      key: 'calls',
      label: t('records.drawer.calls'),
      children: (
        <>
          {t('records.drawer.callCount', { count: calls.length, attempts })}
          {[...reasons.values()].map((reason) => <div key={reason.code}><ReasonText reason={reason} /></div>)}
        </>
      ),
    },
    { key: 'id', label: t('records.drawer.recordId'), children: <Typography.Text copyable>{record.id}</Typography.Text> },
  ];
  return <Descriptions bordered size="small" column={1} items={items} styles={{ label: { width: 160 } }} />;
}
