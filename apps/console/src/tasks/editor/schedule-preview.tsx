import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Badge, Card, Flex, Form, theme } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error';
import type { Schemas } from '../../api/client';
import { BROWSER_ZONE, shortTime, shortTimeWithWeekday } from '../../ui/moment';
import { showFieldErrors } from '../../ui/field-errors';
import { Typography } from '../../ui/typography';
import { useErrorText } from '../../ui/use-error-text';
import { useDebounced } from '../../ui/use-debounced';
import { schedulePreviewQuery, type Schedule } from '../queries';
import { isComplete, scheduleOf, type TaskForm } from './task-form';

type Preview = Schemas['SchedulePreviewResponseDto'];
type Run = Preview['runs'][number];
type Off = Preview['daysOff'][number];

const PAUSE_MS = 400;

/** The next times of the schedule in the form, as the API counts them: what will run and what is shown cannot differ. */
export function SchedulePreview(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const typed = Form.useWatch('schedule', form) as Schedule | undefined;
  const calendar = Form.useWatch('calendar', { form, preserve: true }) ?? null;
  const asked = useDebounced(isComplete(typed) ? { schedule: scheduleOf(typed), calendar } : undefined, PAUSE_MS);
  const { data, error, isPlaceholderData } = useQuery({ ...schedulePreviewQuery(asked), placeholderData: keepPreviousData, retry: false });
  const textOf = useErrorText();

  useEffect(() => {
    if (error) showFieldErrors(form, error, { scroll: false });
  }, [error, form]);

  const content = (): ReactNode => {
    if (typed?.kind === 'none') return <Typography.Text type="secondary">{t('schedule.noneHint')}</Typography.Text>;
    if (error instanceof ApiError && error.status === 400) return <Typography.Text type="secondary">{t('schedule.previewInvalid')}</Typography.Text>;
    if (error) return <Typography.Text type="danger">{textOf(error).title}</Typography.Text>;
    if (!isComplete(typed) || !data) return <Typography.Text type="secondary">{t('schedule.previewWaiting')}</Typography.Text>;
    if (data.nextRuns.length === 0) return <Typography.Text type="warning">{t('schedule.previewOver')}</Typography.Text>;
    return (
      <ol style={{ margin: 0, padding: 0, listStyle: 'none', opacity: isPlaceholderData ? 0.5 : 1 }}>
        {linesOf(data).map((line, index) => ('plannedAt' in line ? <NextRun key={line.plannedAt} run={line} zone={typed.zone} isFirst={index === 0} /> : <DayOff key={line.date} day={line} />))}
      </ol>
    );
  };

  return (
    <Card variant="borderless" size="small" title={t('schedule.previewTitle')} extra={typed && typed.kind !== 'none' && <Typography.Text type="secondary">{t('common.localTime', { zone: typed.zone })}</Typography.Text>}>
      <div aria-live="polite">{content()}</div>
    </Card>
  );
}

/** Times and days off in the order of days. */
function linesOf({ runs, daysOff }: Preview): (Run | Off)[] {
  const dayOf = (line: Run | Off): string => ('plannedAt' in line ? line.plannedAt.slice(0, 10) : line.date);
  const last = runs.at(-1);
  return [...runs, ...daysOff.filter(({ date }) => last === undefined || date <= dayOf(last))].toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)));
}

function DayOff({ day: { date, kind, name, movedTo } }: { day: Off }): ReactNode {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  return (
    <li style={{ padding: '7px 0', borderTop: `1px solid ${token.colorSplit}`, color: token.colorTextDescription }}>
      <Flex gap={10} align="baseline">
        <Badge color={token.colorTextQuaternary} />
        <span>{t(movedTo === null ? 'schedule.skipped' : 'schedule.moved', { date, why: name ?? t(`schedule.dayOff.${kind}`), to: movedTo })}</span>
      </Flex>
    </li>
  );
}

function NextRun({ run: { plannedAt: iso, movedFrom, known }, zone, isFirst }: { run: Run; zone: string; isFirst: boolean }): ReactNode {
  const { t, i18n } = useTranslation();
  const { token } = theme.useToken();
  return (
    <li style={{ padding: '7px 0', borderTop: isFirst ? undefined : `1px solid ${token.colorSplit}` }}>
      <Flex gap={10} align="baseline">
        <Badge status={isFirst ? 'processing' : 'default'} />
        <div>
          <time dateTime={iso} style={{ fontVariantNumeric: 'tabular-nums', fontWeight: isFirst ? 600 : undefined }}>{shortTimeWithWeekday(iso, i18n.language, zone)}</time>
          {zone !== BROWSER_ZONE && <div style={{ color: token.colorTextDescription }}>{t('schedule.yourTime', { time: shortTime(iso, i18n.language) })}</div>}
          {movedFrom !== null && <div style={{ color: token.colorTextDescription }}>{t('schedule.movedFrom', { date: movedFrom })}</div>}
          {!known && <div style={{ color: token.colorTextDescription }}>{t('schedule.notKnown')}</div>}
        </div>
      </Flex>
    </li>
  );
}
