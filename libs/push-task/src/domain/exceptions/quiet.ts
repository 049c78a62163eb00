import { DateTime } from 'luxon';
import type { ExceptionRules } from './rules';

/** Whether people work on a day. @param date local, YYYY-MM-DD */
export type IsWorkingDay = (date: string) => boolean;

/** Why it is quiet now, if it is. @param zone IANA zone of the task */
export function quietReason(quiet: ExceptionRules['quiet'], zone: string, now: Date, isWorkingDay: IsWorkingDay): 'QUIET_HOURS' | 'NON_WORKING_DAY' | undefined {
  const local = DateTime.fromJSDate(now, { zone });
  if (quiet.nonWorkingDays && !isWorkingDay(local.toFormat('yyyy-MM-dd'))) return 'NON_WORKING_DAY';
  if (quiet.hours === null) return undefined;
  const { from, to } = quiet.hours;
  const time = local.toFormat('HH:mm');
  const inside = from < to ? from <= time && time < to : from <= time || time < to;
  return inside ? 'QUIET_HOURS' : undefined;
}
