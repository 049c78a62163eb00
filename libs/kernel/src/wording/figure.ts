import { grouping, percentage, shortNumber } from './numbers';
import type { Language } from '../language';

export interface FigureFormat {
  percent: boolean;
  /** A change: written with its sign, also when it is more than before. */
  change: boolean;
  /** Written with the number; empty where a heading names it. */
  unit: string;
  language: Language;
  /** From here on the short form has 万 or K. */
  shortFrom: number;
}

const CURRENCY = /^(?:[A-Z]{0,3}[$€£¥￥]|[₩₹₽฿])$/u;

/** A number of the data, as templates print it; helpers know other ways to write it. */
export class Figure {
  readonly #value: number;
  readonly #format: FigureFormat;

  /** @param value finite */
  constructor(value: number, format: FigureFormat) {
    this.#value = value;
    this.#format = format;
  }

  /** -1, 0 or 1. */
  get sign(): number {
    return Math.sign(this.#value);
  }

  get isChange(): boolean {
    return this.#format.change;
  }

  /** The form read fastest, which is what a template prints. */
  toString(): string {
    return this.#format.percent ? this.asPercent() : this.asShort();
  }

  /** All digits, grouped. */
  asNumber(): string {
    return this.#write(grouping(this.#value), this.#format.unit);
  }

  /** 万 and 亿, or K, M and B. */
  asShort(): string {
    return this.#write(shortNumber(this.#value, this.#format.language, this.#format.shortFrom), this.#format.unit);
  }

  asPercent(): string {
    return this.#write(percentage(this.#value), '');
  }

  #write(digits: string, unit: string): string {
    const plus = this.#format.change && this.sign > 0 ? '+' : '';
    if (unit === '') return plus + digits;
    if (CURRENCY.test(unit)) return digits.startsWith('-') ? `-${unit}${digits.slice(1)}` : plus + unit + digits;
    return plus + digits + (/^[A-Za-z]/.test(unit) ? ' ' : '') + unit;
  }
}
