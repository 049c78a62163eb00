import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Schedule } from './queries';

/** 1 is Monday; 5 January 2026 was one. */
export const weekdayName = (weekday: number, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 4 + weekday));

function summaryOf(schedule: Schedule, t: TFunction, language: string): string {
  const join = (parts: readonly string[]): string => parts.join(t('common.joiner'));
  const times = join(schedule.times ?? []);
  const days = (): string => join((schedule.days ?? []).map((day) => (day === 'last' ? t('schedule.lastDay') : t('schedule.day', { day }))));
  switch (schedule.kind) {
    case 'none': return t('schedule.onlyManual');
    case 'hourly': return t('schedule.summary.hourly', { hours: schedule.everyHours, from: schedule.from, to: schedule.to });
    case 'daily': return t('schedule.summary.daily', { times });
    case 'workdays': return t('schedule.summary.workdays', { times });
    case 'weekly': {
      const names = (schedule.weekdays ?? []).map((weekday) => weekdayName(weekday, language));
      // 每周一、周五, not 每周周一.
      const weekdays = language === 'zh-CN' ? join(names).replace(/^周/, '') : join(names);
      return t('schedule.summary.weekly', { weekdays, times });
    }
    case 'monthly': return t('schedule.summary.monthly', { days: days(), times });
    case 'quarterly': return t('schedule.summary.quarterly', { month: schedule.month, days: days(), times });
    case 'cron': return t('schedule.summary.cron', { expression: schedule.expression });
  }
}

/** A schedule in one line, without its zone. */
export function useScheduleSummary(): (schedule: Schedule) => string {
  const { t, i18n } = useTranslation();
  return (schedule) => summaryOf(schedule, t, i18n.language);
}
