export const ACCOUNT_STATUSES = ['active', 'disabled', 'not_activated', 'unknown'] as const;
/** Whether the person can receive anything: only an active account does. */
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** A WeCom account as far as WeCom shows it to the app. */
export interface WecomAccount {
  userId: string;
  name: string;
  departmentIds: number[];
  position: string | null;
  avatarUrl: string | null;
  status: AccountStatus;
}

const STATUSES: Readonly<Record<number, AccountStatus>> = { 1: 'active', 2: 'disabled', 4: 'not_activated' };
/** WeCom's status of somebody who left the corp. */
export const LEFT_STATUS = 5;

/** @param status as user/get gives it; WeCom leaves it out where the app may not see it */
export function accountStatusOf(status: number | undefined): AccountStatus {
  return STATUSES[status ?? 0] ?? 'unknown';
}
