import { InvalidInputError } from '#kernel';
import { parseExceptionRules } from './parse-rules';
import { DEFAULT_EXCEPTION_RULES, MAX_CONDITION_DEPTH, MAX_CONDITION_PARTS } from './rules';

const fieldsOf = (input: unknown): string[] => {
  try {
    parseExceptionRules(input);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return Object.keys(error.details['fields'] as object);
  }
};
const leaf = { kind: 'value', value: { chartId: 'revenue' }, compare: '<', than: 1_000_000 };
const leaves = (count: number): unknown[] => Array.from({ length: count }, () => leaf);
const nested = (depth: number): unknown => (depth === 1 ? leaf : { kind: 'and', all: [nested(depth - 1)] });

describe('parseExceptionRules', () => {
  it('gives a new task rules that send nothing empty and tell its owner', () => {
    expect(parseExceptionRules({})).toEqual(DEFAULT_EXCEPTION_RULES);
    expect(parseExceptionRules({ empty: {}, access: {}, freshness: {}, quiet: {} })).toEqual(DEFAULT_EXCEPTION_RULES);
    expect(DEFAULT_EXCEPTION_RULES.empty).toMatchObject({ range: 'all_charts', action: 'hold_and_alarm' });
  });

  it('gives back what it gave: stored rules stay what they are', () => {
    const rules = parseExceptionRules({
      empty: { range: 'chosen_charts', chartIds: ['各区域销售'], action: 'alarm' },
      alert: { when: { kind: 'or', any: [leaf, { kind: 'row', chartId: 'r', where: [{ column: '区域', compare: '=', than: '华东' }] }] }, repeat: 'again', againAfterMinutes: 120 },
      quiet: { hours: { from: '22:00', to: '07:00' }, nonWorkingDays: true },
    });
    expect(parseExceptionRules(JSON.parse(JSON.stringify(rules)))).toEqual(rules);
  });

  it.each<[string, unknown, string[]]>([
    ['no object', 'none', ['exceptions']],
    ['an unknown rule', { emtpy: {} }, ['exceptions.emtpy']],
    ['chosen charts without a chart', { empty: { range: 'chosen_charts' } }, ['exceptions.empty.chartIds']],
    ['charts for another range', { empty: { chartIds: ['a'] } }, ['exceptions.empty.chartIds']],
    ['an action of another rule', { empty: { action: 'send_with_note' }, access: { host_down: 'send' } }, ['exceptions.empty.action', 'exceptions.access.host_down']],
    ['times out of bounds', { access: { retryMinutes: -1, slowAfterSeconds: 0 } }, ['exceptions.access.retryMinutes', 'exceptions.access.slowAfterSeconds']],
    ['an age that is no number', { freshness: { staleAfterMinutes: '60' } }, ['exceptions.freshness.staleAfterMinutes']],
    ['a condition without a chart', { alert: { when: { kind: 'value', value: {}, compare: '<', than: 1 } } }, ['exceptions.alert.when.value.chartId']],
    ['a comparison that is none', { alert: { when: { ...leaf, compare: '~' } } }, ['exceptions.alert.when.compare']],
    ['an empty list of conditions', { alert: { when: { kind: 'and', all: [] } } }, ['exceptions.alert.when.all']],
    ['quiet hours without an end', { quiet: { hours: { from: '22:00' } } }, ['exceptions.quiet.hours.to']],
    ['quiet hours of no length', { quiet: { hours: { from: '22:00', to: '22:00' } } }, ['exceptions.quiet.hours.to']],
  ])('names the field: %s', (_, input, fields) => {
    expect(fieldsOf(input)).toEqual(fields);
  });

  it('bounds how deep and how long a condition is', () => {
    expect(fieldsOf({ alert: { when: nested(MAX_CONDITION_DEPTH) } })).toEqual([]);
    expect(fieldsOf({ alert: { when: nested(MAX_CONDITION_DEPTH + 1) } })).not.toEqual([]);
    expect(fieldsOf({ alert: { when: nested(1000) } })).not.toEqual([]);
    expect(fieldsOf({ alert: { when: { kind: 'or', any: leaves(MAX_CONDITION_PARTS - 1) } } })).toEqual([]);
    expect(fieldsOf({ alert: { when: { kind: 'or', any: leaves(MAX_CONDITION_PARTS) } } })).toEqual(['exceptions.alert.when']);
  });
});
