import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The zone of the browser; all times are shown in it unless something else is said. */
export const BROWSER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(language, options);
  formats.set(key, made);
  return made;
}

const SHORT: Intl.DateTimeFormatOptions = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** Month, day, hour and minute; the year where it is not this one. */
export function shortTime(iso: string, language: string, timeZone?: string): string {
  const date = new Date(iso);
  const withYear = date.getFullYear() !== new Date().getFullYear();
  return format(language, { ...SHORT, ...(withYear && { year: 'numeric' }), timeZone }).format(date);
}

export function shortTimeWithWeekday(iso: string, language: string, timeZone?: string): string {
  return format(language, { ...SHORT, year: 'numeric', weekday: 'short', timeZone }).format(new Date(iso));
}

export function fullTime(iso: string, language: string): string {
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric', month: 'short', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'shortOffset',
  };
  return format(language, options).format(new Date(iso));
}

/** A time in the browser's zone; hovering or focusing shows it to the second, with the zone. */
export function Moment({ value }: { value: string }): ReactNode {
  const { i18n } = useTranslation();
  return (
    <Tooltip title={`${fullTime(value, i18n.language)}, ${BROWSER_ZONE}`}>
      <time dateTime={value} style={{ whiteSpace: 'nowrap' }}>{shortTime(value, i18n.language)}</time>
    </Tooltip>
  );
}
