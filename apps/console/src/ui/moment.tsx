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

const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** 11/24 is understood in China; English readers differ about it, so their months have names. */
const dayOf = (language: string): Intl.DateTimeFormatOptions => (language === 'zh-CN' ? { month: '2-digit', day: '2-digit' } : { month: 'short', day: 'numeric' });

/** Month, day, hour and minute; the year where it is not this one. */
export function shortTime(iso: string, language: string, timeZone?: string): string {
  const date = new Date(iso);
  const withYear = date.getFullYear() !== new Date().getFullYear();
  return format(language, { ...dayOf(language), ...TIME, ...(withYear && { year: 'numeric' }), timeZone }).format(date);
}

export function shortTimeWithWeekday(iso: string, language: string, timeZone?: string): string {
  const text = format(language, { year: 'numeric', ...dayOf(language), weekday: 'short', ...TIME, timeZone }).format(new Date(iso));
  return spaced(text);
}

/** Intl writes 2026/11/24周二 without a space. */
const spaced = (text: string): string => text.replace(/(?<=[\d日])周/, ' 周');

export function fullTime(iso: string, language: string): string {
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric', month: 'short', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'shortOffset',
  };
  return spaced(format(language, options).format(new Date(iso)));
}

/** A time in the browser's zone; hovering shows it to the second, with the zone: by the browser's own means, since a tooltip of antd costs as much as the rest of a row. */
export function Moment({ value }: { value: string }): ReactNode {
  const { i18n } = useTranslation();
  return (
    <time dateTime={value} title={`${fullTime(value, i18n.language)}, ${BROWSER_ZONE}`} style={{ whiteSpace: 'nowrap' }}>{shortTime(value, i18n.language)}</time>
  );
}
