/**
 * What happened to a record after its end. `replay_asked`: a replay was started, `details.recordId` is its record. `recall_asked`: somebody wants messages
 * taken back. `recalled`, `recall_refused`: what WeCom made of that, a line for each message. Names are API and never change.
 */
export const RUN_EVENT_KINDS = ['replay_asked', 'recall_asked', 'recalled', 'recall_refused'] as const;
export type RunEventKind = (typeof RUN_EVENT_KINDS)[number];

/** A line that is appended to a record. */
export interface RunEvent {
  id: string;
  kind: RunEventKind;
  at: Date;
  /** The event that asked for what this one tells of; null for one that asks. */
  requestId: string | null;
  /** Host user or API key that asked; null for what the system tells. */
  actorUserId: string | null;
  callId: string | null;
  wecomMessageId: string | null;
  /** Whom it concerns: people who got a message. */
  people: number | null;
  /** Why it came out so: WeCom's code, or one of ours. */
  code: string | null;
  /** One sentence: of whoever asked, or of whoever refused. */
  reason: string | null;
  details: Record<string, unknown>;
}

/** What every event of a run says, and what only some say. */
export type NewRunEvent = { tenantId: string; runId: string } & Pick<RunEvent, 'id' | 'kind'> & Partial<Omit<RunEvent, 'id' | 'kind' | 'at'>>;
