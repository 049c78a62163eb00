import { Injectable } from '@nestjs/common';
import { WecomAppClient } from '#authorization';
import type { HostUser } from '#bi-host';
import { userGetuserid, userGetUseridByEmail, WecomError } from '#wecom';
import { wecomUserKeyOf, type Binding } from '../domain/binding';
import { WecomAccountNotFoundError } from '../domain/binding.errors';
import type { LookupKind } from '../domain/binding-batch';
import type { LookupBudget } from '../domain/lookup-limit';
import type { RowProblem } from '../domain/row-problem';
import type { CheckedRow, PendingRow } from '../persistence/batch-row.repository';
import { WecomAccountsService } from './wecom-accounts.service';

/** What was asked of WeCom, also when a later question had no answer. */
export interface LookupTally {
  lookups: number;
  wrong: Record<LookupKind, number>;
}

const WECOM_ACCOUNT = /^\S{1,64}$/;
const CONTACTS: Record<LookupKind, RegExp> = { email: /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@]{2,}$/, mobile: /^\+?[\d-]{5,31}$/ };

/** One row of a batch against the host and WeCom. */
@Injectable()
export class RowChecks {
  constructor(
    private readonly accounts: WecomAccountsService,
    private readonly client: WecomAppClient,
  ) {}

  /** Whether user and account of a file exist; an account that the user has already is not asked for. @throws WecomError without an answer */
  async checkPair(authorizationId: string, row: PendingRow, user: HostUser | undefined, bound: Binding | undefined, tally: LookupTally): Promise<CheckedRow> {
    const wecomUserId = row.wecomUserId ?? '';
    if (!user) return failed(row, '', 'user_unknown');
    if (!WECOM_ACCOUNT.test(wecomUserId)) return failed(row, user.name, 'account_malformed');
    if (bound?.state === 'active' && wecomUserKeyOf(bound.wecomUserId) === wecomUserKeyOf(wecomUserId)) {
      return { ...good(row, user.name), outcome: 'unchanged', wecomUserId: bound.wecomUserId, wecomName: bound.wecomName };
    }
    tally.lookups += 1;
    try {
      const account = await this.accounts.lookUp(authorizationId, wecomUserId);
      return { ...good(row, user.name), wecomUserId: account.userId, wecomName: account.name };
    } catch (error) {
      if (error instanceof WecomAccountNotFoundError) return failed(row, user.name, 'account_not_found');
      return refused(row, user.name, error);
    }
  }

  /**
   * Looks a user up by one kind of contact after the other until one finds an account.
   * @returns undefined when the budget does not allow a look-up: the row stays pending
   * @throws WecomError without an answer
   */
  async match(authorizationId: string, row: PendingRow, user: HostUser | undefined, by: readonly LookupKind[], budget: LookupBudget, tally: LookupTally): Promise<CheckedRow | undefined> {
    if (!user) return failed(row, '', 'user_unknown');
    const contacts = by.map((kind) => ({ kind, value: user[kind]?.trim() ?? '' })).filter(({ kind, value }) => CONTACTS[kind].test(value));
    if (contacts.length === 0) return failed(row, user.name, 'contact_missing');
    for (const { kind, value } of contacts) {
      if (!budget.take(kind)) return undefined;
      let found: string | undefined;
      try {
        tally.lookups += 1;
        found = await this.lookUp(authorizationId, kind, value);
      } catch (error) {
        budget.settle(kind, undefined);
        return refused(row, user.name, error);
      }
      budget.settle(kind, found !== undefined);
      // Its name comes with the next check of bindings: asking for it here would double the calls.
      if (found !== undefined) return { ...good(row, user.name), wecomUserId: found, wecomName: '', matchedBy: kind };
      tally.wrong[kind] += 1;
    }
    return failed(row, user.name, 'contact_not_found');
  }

  private async lookUp(authorizationId: string, kind: LookupKind, value: string): Promise<string | undefined> {
    try {
      const { userid } = await (kind === 'email'
        ? this.client.call(authorizationId, userGetUseridByEmail, { email: value })
        : this.client.call(authorizationId, userGetuserid, { mobile: value }));
      return userid;
    } catch (error) {
      if (error instanceof WecomError && error.fault === 'recipient') return undefined;
      throw error;
    }
  }
}

function good({ rowNumber }: PendingRow, hostUserName: string): CheckedRow {
  return { rowNumber, hostUserName, outcome: 'ok', wecomUserId: null, wecomName: null, matchedBy: null, problem: null, problemDetails: null };
}

const failed = (row: PendingRow, hostUserName: string, problem: RowProblem, problemDetails: Record<string, unknown> = {}): CheckedRow => ({
  ...good(row, hostUserName),
  outcome: 'error',
  problem,
  problemDetails,
});

/** A value that WeCom refuses is the fault of its row; any other error is not. */
function refused(row: PendingRow, hostUserName: string, error: unknown): CheckedRow {
  if (error instanceof WecomError && (error.fault === 'content' || error.fault === 'ours') && error.errcode !== undefined) return failed(row, hostUserName, 'refused', { errcode: error.errcode });
  throw error;
}
