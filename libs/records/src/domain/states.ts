import { stateMachine } from '#kernel';

/**
 * A run, from planning to its end. `held`: not sent on purpose. `missed`: its time passed while the system was down for
 * longer than the task's grace. `preparing` may be entered again after a crash.
 */
export const pushRun = stateMachine('push_run', {
  planned: ['preparing', 'missed', 'cancelled', 'failed'],
  preparing: ['sending', 'held', 'failed', 'missed', 'cancelled'],
  sending: ['sent', 'partly_sent', 'failed'],
  sent: [],
  partly_sent: [],
  failed: [],
  held: [],
  missed: [],
  cancelled: [],
});
export type PushRunState = (typeof pushRun.states)[number];

/** One request to WeCom for up to 1000 recipients. `unknown`: WeCom may or may not have taken it, and it is too late to ask again. */
export const pushCall = stateMachine('push_call', {
  pending: ['sending', 'expired'],
  sending: ['pending', 'sent', 'refused', 'unknown'],
  sent: [],
  refused: [],
  expired: [],
  unknown: [],
});
export type PushCallState = (typeof pushCall.states)[number];

/** What became of one message for one recipient; `sent` means accepted by WeCom for that person: WeCom gives no read receipt. */
export const pushDelivery = stateMachine('push_delivery', {
  pending: ['sent', 'rejected', 'expired', 'unknown'],
  sent: [],
  rejected: [],
  skipped: [],
  expired: [],
  unknown: [],
});
export type PushDeliveryState = (typeof pushDelivery.states)[number];

export const RUN_TRIGGERS = ['schedule', 'manual', 'test', 'replay'] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];
