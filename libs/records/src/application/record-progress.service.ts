import { Injectable } from '@nestjs/common';
import { Observable } from 'rxjs';
import type { Caller } from '#bi-host';
import type { RecordRow } from '../domain/record-rows';
import { pushRun } from '../domain/states';
import { CallerSlots } from './caller-slots';
import { ProgressFeed } from './progress-feed';
import { RecordsService } from './records.service';

/** Streams that one caller has open in one process. */
const STREAMS = 20;
/** A stream ends after so many milliseconds, so that rights are asked anew when the watcher comes back. */
export const STREAM_MS = 15 * 60_000;

/** Records of one stream. */
export const MAX_WATCHED = 50;

/** How runs get on, for people who watch. */
@Injectable()
export class RecordProgress {
  private readonly slots = new CallerSlots('streams', STREAMS);

  constructor(
    private readonly records: RecordsService,
    private readonly feed: ProgressFeed,
  ) {}

  /**
   * Each record as it stands now, then each time that its state, counts or reason changed, at most once a second; the last one of a record is that of its end.
   * Completes when all have ended, when the process stops, or after 15 minutes. What happened while nobody watched is not told later: each record comes whole.
   * @throws PushRecordNotFoundError also when the caller may not see one of them. Errors with TooManyAtOnceError
   */
  async watch(caller: Caller, recordIds: readonly string[]): Promise<Observable<RecordRow>> {
    const first: RecordRow[] = [];
    for (const id of new Set(recordIds)) first.push(await this.records.visible(caller, id));
    return new Observable((watcher) => {
      const release = this.slots.take(caller);
      const told = new Map<string, string>();
      const underWay = new Set(first.map(({ id }) => id));
      const tell = (row: RecordRow): void => {
        const shown = JSON.stringify([row.state, row.total, row.sent, row.rejected, row.skipped, row.expired, row.unknown, row.reasonCode, row.reason]);
        if (!underWay.has(row.id) || told.get(row.id) === shown) return;
        told.set(row.id, shown);
        watcher.next(row);
        if (pushRun.isFinal(row.state)) underWay.delete(row.id);
        if (underWay.size === 0) watcher.complete();
      };
      watcher.add(release);
      first.forEach(tell);
      if (watcher.closed) return;
      const tooLong = setTimeout(() => watcher.complete(), STREAM_MS);
      watcher.add(() => clearTimeout(tooLong));
      watcher.add(this.feed.watch(caller.tenantId, [...underWay]).subscribe({ next: tell, complete: () => watcher.complete() }));
    });
  }
}
