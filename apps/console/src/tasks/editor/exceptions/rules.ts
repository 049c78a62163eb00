/** When a task does not send, as the API takes and gives it; described in the README of push-task. */
export interface ExceptionRules {
  empty: { range: 'all_charts' | 'some_chart' | 'chosen_charts'; chartIds: string[]; action: 'hold' | 'alarm' | 'hold_and_alarm' | 'send' };
  access: Record<AccessTrouble, AccessAction> & { retryMinutes: number; slowAfterSeconds: number };
  freshness: { staleAfterMinutes: number | null; waitMinutes: number; stale: AccessAction; same: 'send' | 'hold' | 'send_with_note' };
  alert: AlertRule | null;
  quiet: { hours: { from: string; to: string } | null; nonWorkingDays: boolean };
}

export const ACCESS_TROUBLES = ['page_not_published', 'sharing_off', 'page_gone', 'owner_no_right', 'host_down', 'chart_failed', 'snapshot_slow'] as const;
export type AccessTrouble = (typeof ACCESS_TROUBLES)[number];

export const ACCESS_ACTIONS = ['hold_and_alarm', 'hold', 'alarm', 'send_with_note'] as const;
export type AccessAction = (typeof ACCESS_ACTIONS)[number];

export interface AlertRule {
  when: Condition;
  repeat: 'once' | 'always' | 'again';
  againAfterMinutes: number;
  recovery: boolean;
}

export const COMPARISONS = ['>', '>=', '<', '<=', '=', '!='] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const AGGREGATES = ['first', 'last', 'sum', 'average', 'min', 'max', 'count'] as const;

export interface ValueOf {
  chartId: string;
  /** Key of a column; left out: the first column of numbers. */
  column?: string;
  of: (typeof AGGREGATES)[number];
}

export interface Cell {
  column: string;
  compare: Comparison;
  than: number | string;
}

export type Leaf =
  | { kind: 'value'; value: ValueOf; compare: Comparison; than: number }
  | { kind: 'change'; value: ValueOf; unit: 'absolute' | 'percent'; compare: Comparison; than: number }
  | { kind: 'row'; chartId: string; where: Cell[] };
export type Condition = Leaf | { kind: 'and'; all: Condition[] } | { kind: 'or'; any: Condition[] };

/** How deep conditions may be nested. */
export const MAX_DEPTH = 4;

/** Those of the API for a new task: nothing empty goes out, and the owner is told. */
export const DEFAULT_RULES: ExceptionRules = {
  empty: { range: 'all_charts', chartIds: [], action: 'hold_and_alarm' },
  access: {
    page_not_published: 'hold_and_alarm', sharing_off: 'hold_and_alarm', page_gone: 'hold_and_alarm', owner_no_right: 'hold_and_alarm',
    host_down: 'hold_and_alarm', chart_failed: 'hold_and_alarm', snapshot_slow: 'hold_and_alarm', retryMinutes: 15, slowAfterSeconds: 30,
  },
  freshness: { staleAfterMinutes: null, waitMinutes: 0, stale: 'send_with_note', same: 'send' },
  alert: null,
  quiet: { hours: null, nonWorkingDays: false },
};

/** Without what a choice made pointless, which the API would refuse. */
export const tidyRules = (rules: ExceptionRules): ExceptionRules => ({
  ...rules,
  empty: { ...rules.empty, chartIds: rules.empty.range === 'chosen_charts' ? rules.empty.chartIds : [] },
});
