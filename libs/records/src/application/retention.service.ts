import { Injectable } from '@nestjs/common';
import { AuditTrail, type Caller } from '#bi-host';
import { Clock, PushDatabase } from '#kernel';
import { keptSince, nextRemoval, RETENTION_MONTHS } from '../domain/retention';
import { RetentionRepository } from '../persistence/retention.repository';
import { StatisticsRepository } from '../persistence/statistics.repository';

/** Records as statistics count them: those of tests, and of runs under way, are left out. */
export interface RecordAmount {
  records: number;
  /** One for each message to each person. */
  deliveries: number;
}

export interface Retention {
  months: number;
  keptSince: Date;
  /** Whether records of before `keptSince` are still to be removed. */
  removing: boolean;
  oldestRecordAt: Date | null;
  kept: RecordAmount;
  /** About, on disk with indexes; null while the database has not counted its rows. */
  estimatedBytes: number | null;
  /** What goes when the next month begins, and when that starts. */
  next: RecordAmount & { at: Date; before: Date };
}

const DAY_MS = 86_400_000;

/** How long the records of a tenant are kept. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly database: PushDatabase,
    private readonly retention: RetentionRepository,
    private readonly statistics: StatisticsRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async get(tenantId: string): Promise<Retention> {
    const now = this.clock.now();
    const { months: chosen, removedBefore } = await this.retention.find(tenantId);
    const months = chosen ?? RETENTION_MONTHS.default;
    const since = keptSince(now, months);
    const at = nextRemoval(now);
    const before = keptSince(at, months);
    const oldestRecordAt = await this.retention.oldest(tenantId);
    // Days of before were added up too, and their records may be gone.
    const from = removedBefore !== null && removedBefore > since ? removedBefore : since;
    // Days are those of each task's zone: it may be tomorrow there.
    const kept = await this.amount(tenantId, from, new Date(now.getTime() + DAY_MS));
    const { perRun, perDelivery } = await this.retention.rowBytes();
    return {
      months,
      keptSince: since,
      removing: oldestRecordAt !== null && (removedBefore === null ? oldestRecordAt < since : removedBefore < since),
      oldestRecordAt,
      kept,
      estimatedBytes: perRun === null || perDelivery === null ? null : Math.round(kept.records * perRun + kept.deliveries * perDelivery),
      next: { at, before, ...(await this.amount(tenantId, from, new Date(before.getTime() - DAY_MS))) },
    };
  }

  /** What would be removed at once if records were kept for so many months. */
  async effects(tenantId: string, months: number): Promise<RecordAmount & { keptSince: Date }> {
    const now = this.clock.now();
    const { months: chosen, removedBefore } = await this.retention.find(tenantId);
    const since = keptSince(now, months);
    const today = keptSince(now, chosen ?? RETENTION_MONTHS.default);
    const from = removedBefore !== null && removedBefore > today ? removedBefore : today;
    return { keptSince: since, ...(await this.amount(tenantId, from, new Date(since.getTime() - DAY_MS))) };
  }

  /** Shorter: what is too old goes in the night to come, and never comes back. */
  async change(caller: Caller, months: number): Promise<Retention> {
    const { tenantId } = caller;
    await this.database.transaction(async (tx) => {
      const before = (await this.retention.find(tenantId, tx)).months ?? RETENTION_MONTHS.default;
      await this.retention.save(tenantId, months, caller.userId, this.clock.now(), tx);
      if (before !== months) await this.audit.record(caller.actor, { tenantId, action: 'retention.update', subject: { type: 'retention', id: tenantId }, before: { months: before }, after: { months } }, tx);
    });
    return this.get(tenantId);
  }

  /** Of whole days, both included. */
  private async amount(tenantId: string, from: Date, to: Date): Promise<RecordAmount> {
    const day = (time: Date): string => time.toISOString().slice(0, 10);
    const days = await this.statistics.ofProjects(tenantId, undefined, day(from), day(to));
    return { records: days.reduce((sum, { runs }) => sum + runs, 0), deliveries: days.reduce((sum, { peopleNamed }) => sum + peopleNamed, 0) };
  }
}
