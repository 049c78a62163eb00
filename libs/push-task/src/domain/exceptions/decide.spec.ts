import type { ChartSnapshot, ChartState, PageSnapshot } from '#bi-host';
import { decideOnPage, decideOnTrouble, type Seen } from './decide';
import { parseExceptionRules } from './parse-rules';
import { ACCESS_TROUBLES, MAY_PASS, type ExceptionRules } from './rules';
import { digestOf } from './shown-content';
import { noteText } from './words';

const PLANNED = new Date('2026-03-02T01:00:00Z');
const after = (minutes: number): Date => new Date(PLANNED.getTime() + minutes * 60_000);

const chart = (id: string, state: ChartState = 'ok', value: number | null = 1): ChartSnapshot => ({
  id, title: `图表${id}`, kind: 'number', state, columns: [{ key: 'v', title: '值', type: 'number' }], rows: state === 'ok' ? [[value]] : [],
});
const page = (charts: ChartSnapshot[], dataTime: string | null = '2026-03-02T00:30:00Z'): PageSnapshot => ({
  page: { id: 'daily', projectId: 'sales', title: '销售日报', published: true, sharing: true, url: 'https://bi.example.com/p' }, dataTime, filters: [], charts,
});
const seen = (shown: PageSnapshot, changes: Partial<Seen> = {}): Seen => ({ page: shown, now: PLANNED, plannedAt: PLANNED, lastChance: after(58), test: false, ...changes });

/** What each action makes of a finding. */
const RESULTS = [
  ['hold', 'hold', false],
  ['hold_and_alarm', 'hold', true],
  ['alarm', 'send', true],
  ['send', 'send', false],
  ['send_with_note', 'send', false],
] as const;
const resultsOf = (actions: readonly string[]) => RESULTS.filter(([action]) => actions.includes(action));

describe('empty monitoring', () => {
  const cases: [string, ExceptionRules['empty']['range'], string[], PageSnapshot, string][] = [
    ['all charts', 'all_charts', [], page([chart('a', 'empty'), chart('b', 'empty')]), 'EMPTY_CONTENT'],
    ['a page without charts', 'all_charts', [], page([]), 'EMPTY_CONTENT'],
    ['some chart', 'some_chart', [], page([chart('a'), chart('b', 'empty')]), 'SOME_CHART_EMPTY'],
    ['a chosen chart', 'chosen_charts', ['b'], page([chart('a'), chart('b', 'empty')]), 'CHOSEN_CHART_EMPTY'],
    ['a chosen chart that is gone', 'chosen_charts', ['z'], page([chart('a')]), 'CHOSEN_CHART_EMPTY'],
  ];
  describe.each(cases)('%s', (_, range, chartIds, shown, code) => {
    it.each(resultsOf(['hold', 'alarm', 'hold_and_alarm', 'send']))('%s → %s, alarm %s', (action, kind, alarm) => {
      const decision = decideOnPage(parseExceptionRules({ empty: { range, chartIds, action } }), seen(shown));
      expect([decision.kind, decision.alarms.map((one) => one.code)]).toEqual([kind, alarm ? [code] : []]);
      expect(decision.because?.code).toBe(kind === 'hold' ? code : undefined);
    });
  });

  it.each<[string, ExceptionRules['empty']['range'], string[]]>([['all charts', 'all_charts', []], ['chosen charts', 'chosen_charts', ['a']]])(
    'lets a page with one empty chart go when %s are watched and are not empty', (_, range, chartIds) => {
      expect(decideOnPage(parseExceptionRules({ empty: { range, chartIds } }), seen(page([chart('a'), chart('b', 'empty')])))).toEqual({ kind: 'send', notes: [], alarms: [] });
    },
  );
});

describe('access monitoring', () => {
  describe.each(ACCESS_TROUBLES)('%s', (trouble) => {
    it.each(resultsOf(['hold', 'alarm', 'hold_and_alarm', 'send_with_note']))('%s → %s, alarm %s, once trying again is over', (action, kind, alarm) => {
      const rules = parseExceptionRules({ access: { [trouble]: action, retryMinutes: 15 } });
      const late = { ...seen(page([])), now: after(15) };
      const decision = trouble === 'chart_failed' ? decideOnPage(rules, { ...late, page: page([chart('a'), chart('b', 'failed')]) }) : decideOnTrouble(rules, trouble, late);
      expect([decision.kind, decision.alarms.length, decision.notes.length]).toEqual([kind, alarm ? 1 : 0, kind === 'send' ? 1 : 0]);
    });

    it('is tried again first only where it may pass', () => {
      const rules = parseExceptionRules({ access: { retryMinutes: 15 } });
      expect(decideOnTrouble(rules, trouble, seen(page([]))).kind).toBe(MAY_PASS.has(trouble) ? 'wait' : 'hold');
    });
  });

  it('never waits past the last chance of the run', () => {
    const rules = parseExceptionRules({ access: { retryMinutes: 240 } });
    expect(decideOnTrouble(rules, 'host_down', { ...seen(page([])), now: after(57) }).kind).toBe('wait');
    expect(decideOnTrouble(rules, 'host_down', { ...seen(page([])), now: after(58) }).kind).toBe('hold');
  });
});

describe('freshness', () => {
  const old = page([chart('a')], '2026-03-01T20:00:00Z');
  it.each(resultsOf(['hold', 'alarm', 'hold_and_alarm', 'send_with_note']))('stale: %s → %s, alarm %s, after waiting', (action, kind, alarm) => {
    const rules = parseExceptionRules({ freshness: { staleAfterMinutes: 60, waitMinutes: 30, stale: action } });
    expect(decideOnPage(rules, seen(old))).toMatchObject({ kind: 'wait', because: { code: 'DATA_STALE' } });
    const decision = decideOnPage(rules, seen(old, { now: after(30) }));
    expect([decision.kind, decision.alarms.length, decision.notes.length]).toEqual([kind, alarm ? 1 : 0, kind === 'send' ? 1 : 0]);
  });

  it.each<[string, PageSnapshot]>([['newer data', page([chart('a')])], ['data without a time', page([chart('a')], null)], ['a time that is none', page([chart('a')], 'gestern')]])('lets %s go', (_, shown) => {
    expect(decideOnPage(parseExceptionRules({ freshness: { staleAfterMinutes: 60, stale: 'hold' } }), seen(shown)).kind).toBe('send');
  });

  it.each([['send', 'send', []], ['hold', 'hold', []], ['send_with_note', 'send', ['SAME_AS_LAST']]] as const)('same as last time: %s → %s', (same, kind, notes) => {
    const shown = page([chart('a')]);
    const rules = parseExceptionRules({ freshness: { same } });
    const decision = decideOnPage(rules, seen(page([chart('a')], '2026-03-02T00:59:00Z'), { lastDigest: digestOf(shown) }));
    expect([decision.kind, decision.notes.map((note) => note.code)]).toEqual([kind, notes]);
    expect(decideOnPage(rules, seen(page([chart('a', 'ok', 2)]), { lastDigest: digestOf(shown) }))).toEqual({ kind: 'send', notes: [], alarms: [] });
    expect(decideOnPage(rules, seen(shown)).kind).toBe('send');
  });
});

describe('several rules at once', () => {
  it('hold when one of them holds, and tell the owner all', () => {
    const rules = parseExceptionRules({ empty: { range: 'some_chart', action: 'alarm' }, access: { chart_failed: 'hold_and_alarm', retryMinutes: 0 } });
    const decision = decideOnPage(rules, seen(page([chart('a', 'empty'), chart('b', 'failed')])));
    expect([decision.kind, decision.because?.code, decision.alarms.map((one) => one.code)]).toEqual(['hold', 'CHART_FAILED', ['CHART_FAILED', 'SOME_CHART_EMPTY']]);
  });

  it('do not wait for what cannot help', () => {
    const rules = parseExceptionRules({ freshness: { staleAfterMinutes: 1, waitMinutes: 30 } });
    expect(decideOnPage(rules, seen(page([chart('a', 'empty')], '2026-03-01T00:00:00Z')))).toMatchObject({ kind: 'hold', because: { code: 'EMPTY_CONTENT' } });
  });
});

it('a test neither waits nor alarms, and no condition keeps it back', () => {
  const when = { kind: 'value', value: { chartId: 'a' }, compare: '>', than: 100 };
  const rules = parseExceptionRules({ alert: { when }, freshness: { staleAfterMinutes: 1, waitMinutes: 30, stale: 'alarm', same: 'hold' } });
  const shown = page([chart('a')]);
  const decision = decideOnPage(rules, seen(shown, { test: true, lastDigest: digestOf(shown) }));
  expect(decision).toMatchObject({ kind: 'send', alarms: [], notes: [{ code: 'DATA_STALE' }] });
  expect(decision.alert).toBeUndefined();
});

it('words a note in the language and zone of the message', () => {
  const note = { code: 'DATA_STALE' as const, about: ['2026-03-01T20:00:00.000Z'] };
  expect(noteText(note, 'zh-CN', 'Asia/Shanghai')).toBe('数据延迟：数据时间为 2026-03-02 04:00');
  expect(noteText(note, 'en-US', 'UTC')).toBe('Data is late: it is from 2026-03-01 20:00');
});
