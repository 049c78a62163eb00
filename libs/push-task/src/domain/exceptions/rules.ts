/** `send` and `send_with_note` go out, `alarm` goes out and the owner is told, `hold` stays, `hold_and_alarm` stays and the owner is told. */
export type ExceptionAction = 'hold' | 'alarm' | 'hold_and_alarm' | 'send' | 'send_with_note';

/** Why a page could not be shown as it should. */
export const ACCESS_TROUBLES = [
  'page_not_published', 'sharing_off', 'page_gone', 'owner_no_right', 'host_down', 'chart_failed', 'snapshot_slow',
] as const;
export type AccessTrouble = (typeof ACCESS_TROUBLES)[number];

/** What may pass while a run waits; all else needs a person. */
export const MAY_PASS: ReadonlySet<AccessTrouble> = new Set(['host_down', 'chart_failed', 'snapshot_slow']);

export const COMPARISONS = ['>', '>=', '<', '<=', '=', '!='] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const AGGREGATES = ['first', 'last', 'sum', 'average', 'min', 'max', 'count'] as const;

/** A number of a chart. */
export interface ValueOf {
  chartId: string;
  /** Key of a column; left out: the first column of numbers. Not looked at for `count`, which counts rows. */
  column?: string;
  /** Which of the column's values. */
  of: (typeof AGGREGATES)[number];
}

export type Condition =
  | { kind: 'and'; all: Condition[] }
  | { kind: 'or'; any: Condition[] }
  | { kind: 'value'; value: ValueOf; compare: Comparison; than: number }
  /** Against the last run that was judged. Percent: 10 is 10 %, of the size of the value before; a value before of 0 cannot be judged. */
  | { kind: 'change'; value: ValueOf; unit: 'absolute' | 'percent'; compare: Comparison; than: number }
  /** Some row of the chart for which all cells compare so. */
  | { kind: 'row'; chartId: string; where: { column: string; compare: Comparison; than: number | string }[] };

/** Deepest nesting of a condition, and most parts it has in all. */
export const MAX_CONDITION_DEPTH = 4;
export const MAX_CONDITION_PARTS = 50;

export interface AlertRule {
  when: Condition;
  /** `once`: until it clears. `again`: once more after a quiet time. */
  repeat: 'once' | 'always' | 'again';
  /** Quiet time of `again`, in minutes. */
  againAfterMinutes: number;
  /** Whether a message says that it is over. */
  recovery: boolean;
}

/** When a task does not send. Plain JSON, as {@link parseExceptionRules} gives it: nothing is left out. */
export interface ExceptionRules {
  empty: {
    range: 'all_charts' | 'some_chart' | 'chosen_charts';
    /** Of `chosen_charts`: some of them is empty, or not there any more. */
    chartIds: string[];
    action: Exclude<ExceptionAction, 'send_with_note'>;
  };
  access: Record<AccessTrouble, Exclude<ExceptionAction, 'send'>> & {
    /** How long after its planned time a run tries again what may pass, in minutes, within the task's grace. */
    retryMinutes: number;
    /** A snapshot that takes longer is too slow, in seconds. */
    slowAfterSeconds: number;
  };
  freshness: {
    /** Older data is stale, in minutes; null: never. A page that does not tell the time of its data is never stale. */
    staleAfterMinutes: number | null;
    /** How long after its planned time a run waits for newer data, in minutes, within the task's grace. */
    waitMinutes: number;
    stale: Exclude<ExceptionAction, 'send'>;
    /** When the page shows what the last message showed. */
    same: 'send' | 'hold' | 'send_with_note';
  };
  /** Set: the task is an alert and sends only when the condition is met. */
  alert: AlertRule | null;
  /** When pushes by hand and alerts are held, in the zone of the task. */
  quiet: {
    /** HH:MM; `from` later than `to` goes over midnight. */
    hours: { from: string; to: string } | null;
    nonWorkingDays: boolean;
  };
}

export const DEFAULT_EXCEPTION_RULES: ExceptionRules = {
  empty: { range: 'all_charts', chartIds: [], action: 'hold_and_alarm' },
  access: {
    page_not_published: 'hold_and_alarm',
    sharing_off: 'hold_and_alarm',
    page_gone: 'hold_and_alarm',
    owner_no_right: 'hold_and_alarm',
    host_down: 'hold_and_alarm',
    chart_failed: 'hold_and_alarm',
    snapshot_slow: 'hold_and_alarm',
    retryMinutes: 15,
    slowAfterSeconds: 30,
  },
  freshness: { staleAfterMinutes: null, waitMinutes: 0, stale: 'send_with_note', same: 'send' },
  alert: null,
  quiet: { hours: null, nonWorkingDays: false },
};
