import type { ColumnType } from '../contract/contract.types';
import type { ColumnDefinition, Text } from './page-definition';

type More = Omit<ColumnDefinition, 'key' | 'title' | 'type'>;

const column =
  (type: ColumnType) =>
  (key: string, zh: string, en: string, more: More = {}): ColumnDefinition => ({ key, title: { zh, en }, type, ...more });

export const text = column('text');
export const number = column('number');
/** A fraction: 0.123 for 12.3 %. */
export const percent = column('percent');
export const date = column('date');

export const OPTIONAL: More = { optional: true };
export const unit = (zh: string, en: string): More => ({ unit: { zh, en } });
export const labels = (names: Readonly<Record<string, Text>>): More => ({ labels: names });
