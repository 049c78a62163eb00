import fc from 'fast-check';
import type { PageSnapshot } from '#bi-host';
import { decideOnPage, decideOnTrouble, type Decision } from './decide';
import { parseExceptionRules } from './parse-rules';
import { ACCESS_TROUBLES, AGGREGATES, COMPARISONS } from './rules';
import { digestOf } from './shown-content';
import { noteText } from './words';

const id = fc.constantFrom('a', 'b', '__proto__', '图');
const cell = fc.oneof(fc.constant(null), fc.double(), fc.string());
const chart = fc.record({
  id, title: fc.string(), kind: fc.constantFrom('number' as const, 'table' as const), state: fc.constantFrom('ok' as const, 'partly_empty' as const, 'empty' as const, 'failed' as const),
  columns: fc.array(fc.record({ key: id, title: fc.string(), type: fc.constantFrom('text' as const, 'number' as const, 'percent' as const) }), { maxLength: 3 }),
  rows: fc.array(fc.array(cell, { maxLength: 3 }), { maxLength: 4 }),
});
const page: fc.Arbitrary<PageSnapshot> = fc.record({
  page: fc.constant({ id: 'p', projectId: 's', title: 't', published: true, sharing: true, url: 'https://bi.example.com' }),
  dataTime: fc.oneof(fc.constant(null), fc.string(), fc.constant('2026-03-02T00:30:00Z')), filters: fc.constant([]), charts: fc.array(chart, { maxLength: 4 }),
});
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const value = fc.record({ chartId: id, column: id, of: fc.constantFrom(...AGGREGATES) });
const compare = fc.constantFrom(...COMPARISONS);
const leaf = fc.oneof(
  fc.record({ kind: fc.constant('value'), value, compare, than: number }),
  fc.record({ kind: fc.constant('change'), value, unit: fc.constantFrom('absolute', 'percent'), compare, than: number }),
  fc.record({ kind: fc.constant('row'), chartId: id, where: fc.array(fc.record({ column: id, compare, than: fc.oneof(number, fc.string({ maxLength: 5 })) }), { minLength: 1, maxLength: 2 }) }),
);
const condition = fc.oneof(leaf, fc.record({ kind: fc.constant('and'), all: fc.array(leaf, { minLength: 1, maxLength: 3 }) }), fc.record({ kind: fc.constant('or'), any: fc.array(leaf, { minLength: 1, maxLength: 3 }) }));
const accessAction = fc.constantFrom('hold', 'alarm', 'hold_and_alarm', 'send_with_note');
const rules = fc
  .record({
    empty: fc.record({ range: fc.constantFrom('all_charts', 'some_chart'), action: fc.constantFrom('hold', 'alarm', 'hold_and_alarm', 'send') }),
    access: fc.record({ chart_failed: accessAction, host_down: accessAction, retryMinutes: fc.integer({ min: 0, max: 240 }) }),
    freshness: fc.record({ staleAfterMinutes: fc.option(fc.integer({ min: 1, max: 600 })), waitMinutes: fc.integer({ min: 0, max: 60 }), stale: accessAction, same: fc.constantFrom('send', 'hold', 'send_with_note') }),
    alert: fc.option(fc.record({ when: condition, repeat: fc.constantFrom('once', 'always', 'again'), recovery: fc.boolean() })),
  })
  .map((input) => parseExceptionRules(input));
const alert = fc.option(fc.record({ fired: fc.boolean(), since: fc.constant(new Date(0)), toldAt: fc.constantFrom(null, new Date(0)), values: fc.dictionary(fc.string(), number) }), { nil: undefined });

const isWhole = (decision: Decision): void => {
  expect(['send', 'hold', 'wait']).toContain(decision.kind);
  expect(decision.because === undefined).toBe(decision.kind === 'send');
  if (decision.kind === 'wait') expect([decision.alarms, decision.notes, decision.alert]).toEqual([[], [], undefined]);
  for (const note of decision.notes) expect(noteText(note, 'zh-CN', 'Asia/Shanghai')).not.toBe('');
};

it('any page and any rules give one decision, and never an error', () => {
  const moment = fc.record({ now: fc.date({ noInvalidDate: true, min: new Date('2026-03-02T00:00:00Z'), max: new Date('2026-03-03T00:00:00Z') }), test: fc.boolean(), same: fc.boolean() });
  fc.assert(
    fc.property(rules, page, alert, moment, fc.constantFrom(...ACCESS_TROUBLES), (given, shown, state, { now, test, same }, trouble) => {
      const plannedAt = new Date('2026-03-02T01:00:00Z');
      const at = { now, plannedAt, lastChance: new Date('2026-03-02T02:00:00Z'), test };
      isWhole(decideOnPage(given, { ...at, page: shown, alert: state, lastDigest: same ? digestOf(shown) : undefined }));
      isWhole(decideOnTrouble(given, trouble, at));
    }),
    { numRuns: 500 },
  );
});
