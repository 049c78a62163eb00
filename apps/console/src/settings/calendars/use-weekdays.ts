import { useTranslation } from 'react-i18next';
import { weekdayName } from '../../tasks/schedule-summary';

/** @returns the names of ISO weekdays in one line */
export function useWeekdays(): (weekdays: readonly number[]) => string {
  const { t, i18n } = useTranslation();
  return (weekdays) => weekdays.toSorted((a, b) => a - b).map((weekday) => weekdayName(weekday, i18n.language)).join(t('common.joiner'));
}
