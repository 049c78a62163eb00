import type { Language } from '../language';

/** From here a number is written as a power of ten: nobody reads 17 digits. */
const TOO_LARGE = 1e16;
const TOO_SMALL = 1e-6;
/** Shorter numbers are read faster in full. */
const SHORT_FROM = 100_000;

type Unit = readonly [size: number, unit: string];
const UNITS: Record<Language, readonly [Unit, ...Unit[]]> = {
  'zh-CN': [[1e4, '万'], [1e8, '亿'], [1e12, '万亿']],
  'en-US': [[1e3, 'K'], [1e6, 'M'], [1e9, 'B'], [1e12, 'T']],
};

/** From where numbers that are read together are shortened: all with a unit, when one of them needs it. */
export function shortFrom(together: readonly number[], language: Language): number {
  return together.some((n) => Math.abs(n) >= SHORT_FROM) ? UNITS[language][0][0] : SHORT_FROM;
}

/** Above it, hundredths are not told apart reliably, and nobody asks for them. */
const EXACT_TO = 2 ** 46;

function grouped(whole: number): string {
  if (whole < 1000) return String(whole);
  const last = whole % 1000;
  return `${grouped((whole - last) / 1000)},${String(last).padStart(3, '0')}`;
}

/** By the number of decimals. */
const SCALES = [1, 10, 100, 1000];

/** Intl.NumberFormat does the same in ten times the time, which is most of a rendering. @param n 0 or more, below {@link TOO_LARGE} */
function decimal(n: number, decimals: number): string {
  const scale = SCALES[decimals];
  if (n * scale > EXACT_TO) return grouped(Math.round(n));
  // Half up as people count: 1.005 is 1.00499999999999989… in the machine.
  const scaled = Math.round(n * scale * (1 + 2 * Number.EPSILON));
  const whole = grouped(Math.floor(scaled / scale));
  let [rest, digits] = [scaled % scale, decimals];
  if (rest === 0) return whole;
  while (rest % 10 === 0) [rest, digits] = [rest / 10, digits - 1];
  return `${whole}.${String(rest).padStart(digits, '0')}`;
}

/** What is too large or too small for {@link decimal}, and what it would round to 0. */
function special(size: number, decimals: number): string | undefined {
  if (size >= TOO_LARGE || size < TOO_SMALL) return size.toExponential(2);
  return size < 0.5 / SCALES[decimals] ? String(Number(size.toPrecision(2))) : undefined;
}

function signed(n: number, decimals: number): string {
  if (n === 0) return '0';
  const size = Math.abs(n);
  return (n < 0 ? '-' : '') + (special(size, decimals) ?? decimal(size, decimals));
}

/** `1,284,560.5`: grouped, at most two decimals, more only for what would be 0 otherwise. @param n finite */
export function grouping(n: number): string {
  return signed(n, 2);
}

/** `128.5万` or `1.285M`: four digits and a unit; below `from` as {@link grouping}. @param n finite. @param from see {@link shortFrom} */
export function shortNumber(n: number, language: Language, from: number): string {
  const size = Math.abs(n);
  if (size < from || size >= TOO_LARGE) return grouping(n);
  // Rounded first: 99,999,999 is 1亿, not 10,000万.
  const rounded = Number(size.toPrecision(4));
  const [unitSize, unit] = UNITS[language].findLast(([unitFrom]) => rounded >= unitFrom) ?? [1, ''];
  return (n < 0 ? '-' : '') + decimal(rounded / unitSize, 3) + unit;
}

/** `12.3%` of 0.123: at most one decimal, more only for what would be 0 otherwise. @param fraction finite */
export function percentage(fraction: number): string {
  const n = fraction * 100;
  return Number.isFinite(n) ? `${signed(n, 1)}%` : `${fraction.toExponential(2)}×100%`;
}
