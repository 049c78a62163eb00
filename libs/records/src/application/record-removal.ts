import { Injectable, Logger } from '@nestjs/common';
import { type Tx } from '#kernel';
import { dueRetentions, RECALLABLE_MS, wholeMonthsUntil, type DueRetention } from '../domain/retention';
import { isLockTimeout, RetentionRepository } from '../persistence/retention.repository';

/** Removes records that are too old for their tenant: step by step, so that it may end after any of them and goes on where it was. */
@Injectable()
export class RecordRemoval {
  private readonly log = new Logger(RecordRemoval.name);

  constructor(private readonly retention: RetentionRepository) {}

  async due(now: Date): Promise<DueRetention[]> {
    return dueRetentions(await this.retention.tenants(), now);
  }

  /** @returns false when another process removes records of this tenant */
  async claim({ tenantId, keptSince, wholeUntil }: DueRetention, tx: Tx): Promise<boolean> {
    return this.retention.claim(tenantId, keptSince, wholeUntil, tx);
  }

  /** One step; `tx` has claimed the tenant. @returns whether anything was removed, else there is nothing left */
  async removeSome({ tenantId, keptSince, wholeUntil }: DueRetention, now: Date, tx: Tx): Promise<boolean> {
    const endedBefore = new Date(now.getTime() - RECALLABLE_MS);
    if ((await this.retention.removeRuns(tenantId, keptSince, endedBefore, tx)) > 0) return true;
    if ((await this.retention.removeParts(tenantId, keptSince, wholeUntil, tx)) > 0) return true;
    const series = await this.retention.emptySeries(tenantId, tx);
    if (series.length > 0) await this.retention.removeEmptySeries(tenantId, series, tx);
    return series.length > 0;
  }

  /** All is removed; `tx` has claimed the tenant. */
  async finish({ tenantId, keptSince, wholeUntil }: DueRetention, tx: Tx): Promise<void> {
    await this.retention.markRemoved(tenantId, keptSince, wholeUntil, tx);
    this.log.log({ tenantId, before: keptSince }, 'records that are not kept any longer are removed');
  }

  /** Once no tenant is due: takes down new ones, and drops the tables of months of which nobody keeps a record. @returns whether tenants became due */
  async cleanUp(now: Date): Promise<boolean> {
    if ((await this.retention.noteTenants()) > 0) return true;
    for (const part of await this.retention.emptyTables(wholeMonthsUntil(await this.retention.tenants(), now))) {
      await this.retention.dropTable(part);
      this.log.log(`dropped ${part}`);
    }
    return false;
  }

  /** Whether somebody else was slow: it is tried again at the next look. */
  static isPostponed(error: unknown): boolean {
    return isLockTimeout(error);
  }
}
