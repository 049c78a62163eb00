import type { PageSnapshot } from '#bi-host';
import { judgeAlert, type AlertState } from './alert';
import { MAY_PASS, type AccessTrouble, type ExceptionAction, type ExceptionRules } from './rules';
import { digestOf } from './shown-content';

/** What a rule found; codes are API, and stand in records and alarms. */
export const FINDING_CODES = [
  'PAGE_NOT_PUBLISHED', 'PAGE_SHARING_OFF', 'PAGE_NOT_FOUND', 'OWNER_NO_RIGHT', 'HOST_UNAVAILABLE', 'CHART_FAILED', 'SNAPSHOT_SLOW',
  'EMPTY_CONTENT', 'SOME_CHART_EMPTY', 'CHOSEN_CHART_EMPTY', 'DATA_STALE', 'SAME_AS_LAST',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** Why a run or an audience is held; `NO_RIGHT` and the like of single people stand beside these. */
export type HoldCode = FindingCode | 'CONDITION_NOT_MET' | 'CONDITION_UNKNOWN' | 'ALERT_ALREADY_TOLD' | 'ALERT_QUIET_TIME' | 'QUIET_HOURS' | 'NON_WORKING_DAY';

/** A line that the message carries; `RECOVERED`: an alert is over. */
export type NoteCode = FindingCode | 'RECOVERED';

export interface Finding {
  code: FindingCode;
  /** Names of what it is about, such as titles of charts; bounded. */
  about: string[];
}

/** What becomes of a run, or of one audience of it. Every case has exactly one. */
export interface Decision {
  kind: 'send' | 'hold' | 'wait';
  /** Why it is held or waits. */
  because?: { code: HoldCode; about: string[] };
  /** Lines of a message that goes out. */
  notes: { code: NoteCode; about: string[] }[];
  /** What the owner is told. */
  alarms: Finding[];
  /** What is known of the alert afterwards, if the task is one. */
  alert?: AlertState;
}

/** Where a run stands. */
export interface RunMoment {
  now: Date;
  plannedAt: Date;
  /** After this time nothing may wait any more. */
  lastChance: Date;
  /** A test shows the owner what the message looks like: it neither waits nor alarms, and no condition keeps it back. */
  test: boolean;
}

export interface Seen extends RunMoment {
  page: PageSnapshot;
  /** {@link digestOf} what the last message showed. */
  lastDigest?: string;
  alert?: AlertState;
}

const TROUBLE_CODES: Record<AccessTrouble, FindingCode> = {
  page_not_published: 'PAGE_NOT_PUBLISHED', sharing_off: 'PAGE_SHARING_OFF', page_gone: 'PAGE_NOT_FOUND', owner_no_right: 'OWNER_NO_RIGHT',
  host_down: 'HOST_UNAVAILABLE', chart_failed: 'CHART_FAILED', snapshot_slow: 'SNAPSHOT_SLOW',
};

interface RuleHit extends Finding {
  action: ExceptionAction;
  /** Until when it may pass, in minutes after the planned time; 0: it does not pass. */
  waitMinutes: number;
}

/** What becomes of a run whose page cannot be shown as it should. */
export function decideOnTrouble(rules: ExceptionRules, trouble: AccessTrouble, moment: RunMoment): Decision {
  return decideOn([troubleHit(rules, trouble, [])], moment);
}

/** What becomes of an audience that sees this page. Total: any page and any rules give one decision. */
export function decideOnPage(rules: ExceptionRules, seen: Seen): Decision {
  const decision = decideOn([...failedCharts(rules, seen), ...emptyCharts(rules, seen), ...staleData(rules, seen), ...sameAsLast(rules, seen)], seen);
  if (decision.kind !== 'send' || rules.alert === null || seen.test) return decision;
  const { verdict, after } = judgeAlert(rules.alert, seen.page, seen.alert, seen.now);
  if (verdict === 'fire') return { ...decision, alert: after };
  if (verdict === 'recover') return { ...decision, alert: after, notes: [{ code: 'RECOVERED', about: [] }, ...decision.notes] };
  return { kind: 'hold', because: { code: verdict, about: [] }, notes: [], alarms: decision.alarms, alert: after };
}

function decideOn(hits: readonly RuleHit[], { now, plannedAt, lastChance, test }: RunMoment): Decision {
  const waiting = hits.find(({ waitMinutes }) => now.getTime() < Math.min(plannedAt.getTime() + waitMinutes * 60_000, lastChance.getTime()));
  const holding = hits.find(({ action }) => action === 'hold' || action === 'hold_and_alarm');
  // What is held whatever passes need not wait for it.
  if (waiting && !test && (!holding || holding.waitMinutes > 0)) return { kind: 'wait', because: findingOf(waiting), notes: [], alarms: [] };
  const alarms = test ? [] : hits.filter(({ action }) => action === 'alarm' || action === 'hold_and_alarm').map(findingOf);
  if (holding) return { kind: 'hold', because: findingOf(holding), notes: [], alarms };
  return { kind: 'send', notes: hits.filter(({ action }) => action !== 'send').map(findingOf), alarms };
}

const findingOf = ({ code, about }: RuleHit): Finding => ({ code, about });

function troubleHit(rules: ExceptionRules, trouble: AccessTrouble, about: string[]): RuleHit {
  return { code: TROUBLE_CODES[trouble], about, action: rules.access[trouble], waitMinutes: MAY_PASS.has(trouble) ? rules.access.retryMinutes : 0 };
}

function failedCharts(rules: ExceptionRules, { page }: Seen): RuleHit[] {
  const failed = page.charts.filter(({ state }) => state === 'failed');
  return failed.length === 0 ? [] : [troubleHit(rules, 'chart_failed', titlesOf(failed))];
}

function emptyCharts({ empty }: ExceptionRules, { page }: Seen): RuleHit[] {
  const isEmpty = ({ state }: { state: string }): boolean => state === 'empty';
  const hit = (code: FindingCode, about: string[]): RuleHit[] => [{ code, about, action: empty.action, waitMinutes: 0 }];
  const charts = page.charts.filter(isEmpty);
  switch (empty.range) {
    case 'all_charts':
      // A page without charts shows nothing either.
      return charts.length === page.charts.length ? hit('EMPTY_CONTENT', []) : [];
    case 'some_chart':
      if (page.charts.length === 0) return hit('EMPTY_CONTENT', []);
      return charts.length > 0 ? hit('SOME_CHART_EMPTY', titlesOf(charts)) : [];
    case 'chosen_charts': {
      const there = new Map(page.charts.map((chart) => [chart.id, chart]));
      const lacking = empty.chartIds.filter((id) => isEmpty(there.get(id) ?? { state: 'empty' }));
      return lacking.length > 0 ? hit('CHOSEN_CHART_EMPTY', titlesOf(lacking.map((id) => there.get(id) ?? { title: id }))) : [];
    }
  }
}

function staleData({ freshness }: ExceptionRules, { page, now }: Seen): RuleHit[] {
  const from = page.dataTime === null ? Number.NaN : Date.parse(page.dataTime);
  if (freshness.staleAfterMinutes === null || Number.isNaN(from)) return [];
  const stale = now.getTime() - from > freshness.staleAfterMinutes * 60_000;
  return stale ? [{ code: 'DATA_STALE', about: [new Date(from).toISOString()], action: freshness.stale, waitMinutes: freshness.waitMinutes }] : [];
}

function sameAsLast({ freshness }: ExceptionRules, { page, lastDigest, test }: Seen): RuleHit[] {
  if (freshness.same === 'send' || test || lastDigest === undefined || digestOf(page) !== lastDigest) return [];
  return [{ code: 'SAME_AS_LAST', about: [], action: freshness.same, waitMinutes: 0 }];
}

/** Of many charts the first few: the sentence must fit a message. */
const titlesOf = (charts: readonly { title: string }[]): string[] => charts.slice(0, 5).map(({ title }) => Array.from(title).slice(0, 60).join(''));
