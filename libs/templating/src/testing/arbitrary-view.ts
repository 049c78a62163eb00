import * as fc from 'fast-check';
import type { CellValue, ChartSnapshot, PageSnapshot } from '#bi-host';
import { figuresOf } from '../domain/figures';
import type { MessageView } from '../domain/message-view';

/** Words that nobody should read in a message: no text here contains them by itself. */
export const FORBIDDEN = /undefined|null|NaN|Infinity|\[object/;

const piece = fc.oneof(
  fc.constantFrom('销售日报', '华东区（含上海）', 'Orders', 'مبيعات اليوم', 'דוח', '👨‍👩‍👧‍👦', '🇨🇳', 'e\u0301', '"', "'", '\n', '\r\n\t', '\u202E', '\u200B', '\uD83D', '\u0000', ' ', '　'),
  fc.constantFrom('[x](https://evil.example)', '<font color="warning">', '</font>', '<a href="https://evil.example">', '<div class="highlight">', '</div><br>', '**', '`', '\\', '&lt;', '# ', '> ', '](', '{{title}}', '{{{', '%s', '$userName=zhangsan$', '<@all>'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
/** Any text, short or very long. */
export const anyText = fc
  .oneof({ weight: 8, arbitrary: fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')) }, { weight: 1, arbitrary: fc.tuple(piece, fc.integer({ min: 100, max: 1500 })).map(([part, times]) => part.repeat(times)) })
  .filter((text) => !FORBIDDEN.test(text));

const anyNumber = fc.oneof(fc.constantFrom(0, -0, 1e308, -1e308, 5e-324, Number.NaN, Infinity, 0.1 + 0.2, 99_999_999), fc.double(), fc.integer(), fc.double({ min: -1, max: 1, noNaN: true }));
const anyDay = fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true });
const anyCell: fc.Arbitrary<CellValue> = fc.oneof(fc.constant(null), anyNumber, anyText, anyDay.map((day) => day.toISOString()), anyDay.map((day) => day.toISOString().slice(0, 10)), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String));
const anyColumn = fc.record({ key: fc.constant('c'), title: anyText, type: fc.constantFrom('text', 'number', 'percent', 'date', 'datetime'), unit: fc.option(anyText, { nil: undefined }) });

/** Also what the contract forbids: rows that are too short, number charts without numbers, a thousand equal rows. */
const anyChart: fc.Arbitrary<ChartSnapshot> = fc.record({
  id: fc.constant('id'),
  title: anyText,
  kind: fc.constantFrom('number', 'table', 'line', 'bar'),
  state: fc.constantFrom('ok', 'ok', 'partly_empty', 'empty', 'failed'),
  reason: fc.option(anyText, { nil: undefined }),
  columns: fc.array(anyColumn, { maxLength: 8 }),
  rows: fc.oneof({ weight: 5, arbitrary: fc.array(fc.array(anyCell, { maxLength: 8 }), { maxLength: 14 }) }, { weight: 1, arbitrary: fc.array(anyCell, { maxLength: 8 }).map((row) => Array.from({ length: 1000 }, () => row)) }),
  totalRows: fc.option(fc.nat(1_000_000), { nil: undefined }),
});

const anyPage: fc.Arbitrary<PageSnapshot> = fc.record({
  page: anyText.map((title) => ({ id: 'p', projectId: 'x', title, published: true, sharing: true, url: 'https://bi.example.com/p' })),
  dataTime: fc.oneof(fc.constant(null), anyDay.map((day) => day.toISOString()), anyText),
  filters: fc.array(fc.record({ name: anyText, value: anyText }), { maxLength: 8 }),
  charts: fc.oneof({ weight: 6, arbitrary: fc.array(anyChart, { maxLength: 6 }) }, { weight: 1, arbitrary: fc.array(anyChart, { minLength: 20, maxLength: 40 }) }),
});

export const LINK = 'https://bi.example.com/p/1?lang=zh-CN';
export const ZONES = ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];

/** Any page, in any words, at any time. */
export const anyView: fc.Arbitrary<MessageView> = fc.record({
  title: anyText,
  beginning: fc.option(anyText, { nil: undefined }),
  ending: fc.option(anyText, { nil: undefined }),
  link: fc.oneof({ weight: 4, arbitrary: fc.constant(LINK) }, { weight: 1, arbitrary: anyText.map((text) => `${LINK}&q=${text.slice(0, 160).replace(/\p{Cs}/gu, '')}`) }),
  runTime: anyDay,
  zone: fc.constantFrom(...ZONES),
  late: fc.option(anyDay.map((plannedAt) => ({ plannedAt })), { nil: undefined }),
  test: fc.boolean(),
  snapshot: anyPage,
  previous: fc.option(anyPage.map(figuresOf), { nil: null }),
  notes: fc.array(anyText, { maxLength: 4 }),
});
