import { stateMachine } from '#kernel';

/** A message that is to be taken back. `refused`: WeCom says that it will not, or it is too late; it may be asked for anew. */
export const pushRecall = stateMachine('push_recall', {
  asked: ['recalling'],
  recalling: ['asked', 'recalled', 'refused'],
  recalled: [],
  refused: ['asked'],
});
export type PushRecallState = (typeof pushRecall.states)[number];

/** How long WeCom takes a message back after it accepted it, in milliseconds (message/recall, path 94867). */
export const RECALL_WINDOW_MS = 24 * 3_600_000;

/** A call that WeCom accepted, as far as taking it back goes. */
export interface SentCall {
  callId: string;
  /** Authorization, or robot. */
  targetId: string;
  /** Null where WeCom gave none: it cannot be taken back. */
  wecomMessageId: string | null;
  /** When its acceptance was written: WeCom's 24 hours end at the latest so long after it. */
  settledAt: Date;
  /** People who got it. */
  people: number;
  /** Those of them who were chosen. */
  chosen: number;
  recall: PushRecallState | null;
}

/** A call whose message a worker takes back now. */
export interface RecallToMake {
  tenantId: string;
  runId: string;
  callId: string;
  requestId: string;
  targetId: string;
  wecomMessageId: string;
  people: number;
  attempts: number;
  /** When WeCom takes nothing back any more. */
  overAt: Date;
}

/** How far the recalls of a record are. */
export interface RecallProgress {
  /** Asked for and not decided yet. */
  waiting: number;
  recalled: number;
  refused: number;
  /** People whose messages were taken back, each message counted. */
  peopleRecalled: number;
}

/** What asking for a recall would come to. */
export interface RecallPlan {
  calls: SentCall[];
  /** Messages of chosen people that would go. */
  people: number;
  /** Messages of others that would go with them: WeCom takes a message back from all who got it. */
  others: number;
  /** Until when the last of them can be taken back. */
  until: Date | null;
  /** Messages of chosen people that stay, and why. */
  staying: { alreadyRecalled: number; underWay: number; tooLate: number; withoutId: number };
}

const isOver = ({ settledAt }: SentCall, now: Date): boolean => now.getTime() >= settledAt.getTime() + RECALL_WINDOW_MS;

/** @param calls those with somebody chosen */
export function planRecall(calls: readonly SentCall[], now: Date): RecallPlan {
  const plan: RecallPlan = { calls: [], people: 0, others: 0, until: null, staying: { alreadyRecalled: 0, underWay: 0, tooLate: 0, withoutId: 0 } };
  for (const call of calls) {
    if (call.recall === 'recalled') plan.staying.alreadyRecalled += call.chosen;
    else if (call.recall === 'asked' || call.recall === 'recalling') plan.staying.underWay += call.chosen;
    else if (call.wecomMessageId === null) plan.staying.withoutId += call.chosen;
    else if (isOver(call, now)) plan.staying.tooLate += call.chosen;
    else {
      plan.calls.push(call);
      plan.people += call.chosen;
      plan.others += call.people - call.chosen;
      const until = new Date(call.settledAt.getTime() + RECALL_WINDOW_MS);
      if (plan.until === null || until > plan.until) plan.until = until;
    }
  }
  return plan;
}
