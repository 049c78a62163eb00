import { stateMachine } from '#kernel';
import type { RowProblem } from './row-problem';

/**
 * Many bindings at once, proposed by a file or by a look-up, applied by an administrator as a whole.
 * `checking`: WeCom and the host are being asked. `stopped`: the rest was not asked, for `stopReason`; what was found may be applied.
 */
export const batchState = stateMachine('push_binding_batch', {
  checking: ['previewed', 'stopped'],
  stopped: ['checking', 'applied'],
  previewed: ['applied'],
  applied: ['undone'],
  undone: [],
});
export type BatchState = (typeof batchState.states)[number];

export const BATCH_SOURCES = ['csv', 'match'] as const;
export type BatchSource = (typeof BATCH_SOURCES)[number];

export const LOOKUP_KINDS = ['email', 'mobile'] as const;
/** What people are looked up by at WeCom. */
export type LookupKind = (typeof LOOKUP_KINDS)[number];

export const STOP_REASONS = ['wrong_lookups', 'authorization', 'wecom_unavailable', 'host_unavailable', 'person', 'failed'] as const;
/**
 * - `wrong_lookups`: more wrong look-ups could make WeCom block them for a day; go on tomorrow
 * - `authorization`: WeCom refuses the app
 * - `wecom_unavailable`, `host_unavailable`: no answer, also after several tries
 * - `person`: an administrator stopped it
 * - `failed`: an error of ours; the log has it
 */
export type StopReason = (typeof STOP_REASONS)[number];

export const ROW_OUTCOMES = ['pending', 'ok', 'unchanged', 'error'] as const;
/** `ok`: applying binds it. `unchanged`: nothing to do. `pending`: not looked at yet. */
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** Whom a match looks at. */
export interface MatchFilter {
  query?: string;
  groupId?: string;
  departmentId?: string;
}

export interface BindingBatch {
  id: string;
  authorizationId: string;
  source: BatchSource;
  state: BatchState;
  stopReason: StopReason | null;
  fileName: string | null;
  by: LookupKind[];
  filter: MatchFilter;
  /** Of the corp, as the administrator gave it. */
  accountCap: number | null;
  createdBy: string;
  createdAt: Date;
  appliedBy: string | null;
  appliedAt: Date | null;
  undoneBy: string | null;
  undoneAt: Date | null;
  /** Calls made to WeCom for it. */
  lookups: number;
  /** Of these, look-ups by e-mail or mobile that found nobody. */
  wrongLookups: number;
  counts: RowCounts;
}

export interface RowCounts extends Record<RowOutcome, number> {
  total: number;
  applied: number;
  /** Of the applied ones, those that an undo took back. */
  undone: number;
}

/** The account that a row takes away from its user. */
export interface PreviousAccount {
  wecomUserId: string;
  wecomName: string;
}

export interface BatchRow {
  /** Of a file: as a spreadsheet counts, the header is row 1. */
  rowNumber: number;
  hostUserId: string;
  hostUserName: string;
  wecomUserId: string | null;
  wecomName: string | null;
  matchedBy: LookupKind | null;
  outcome: RowOutcome;
  problem: RowProblem | null;
  problemDetails: Record<string, unknown> | null;
  previous: PreviousAccount | null;
  applied: boolean;
  undone: boolean;
}

export const MAX_BATCH_ROWS = 50_000;
