import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Observable, type Subscriber } from 'rxjs';
import { RepeatedLook } from '#kernel';
import type { RecordRow } from '../domain/record-rows';
import { RecordQueryRepository } from '../persistence/record-query.repository';

/** Between two looks, in milliseconds. */
export const PROGRESS_LOOK_MS = 1000;

/** How far the runs are that somebody in this process watches: one look a second for all of them, and none while nobody watches. */
@Injectable()
export class ProgressFeed implements OnModuleDestroy {
  private readonly log = new Logger(ProgressFeed.name);
  /** Watchers by tenant and record. */
  private readonly watched = new Map<string, Map<string, Set<Subscriber<RecordRow>>>>();
  private look: RepeatedLook | undefined;
  private over = false;

  constructor(private readonly records: RecordQueryRepository) {}

  /** Gives the records as they stand, again and again; ends with the process. A record that is not kept any more is given no more. */
  watch(tenantId: string, recordIds: readonly string[]): Observable<RecordRow> {
    return new Observable((watcher) => {
      if (this.over) return watcher.complete();
      const ofTenant = this.watched.get(tenantId) ?? new Map<string, Set<Subscriber<RecordRow>>>();
      this.watched.set(tenantId, ofTenant);
      for (const id of recordIds) ofTenant.set(id, (ofTenant.get(id) ?? new Set()).add(watcher));
      if (!this.look) {
        this.look = new RepeatedLook(() => this.lookOnce(), PROGRESS_LOOK_MS, (error) => this.log.error({ err: error }, 'the progress of runs could not be read'));
        this.look.start();
      }
      return () => this.leave(tenantId, recordIds, watcher);
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.over = true;
    const watchers = [...this.watched.values()].flatMap((records) => [...records.values()]).flatMap((some) => [...some]);
    for (const watcher of watchers) watcher.complete();
    await this.look?.stop();
  }

  private leave(tenantId: string, recordIds: readonly string[], watcher: Subscriber<RecordRow>): void {
    const ofTenant = this.watched.get(tenantId);
    for (const id of recordIds) {
      ofTenant?.get(id)?.delete(watcher);
      if (ofTenant?.get(id)?.size === 0) ofTenant.delete(id);
    }
    if (ofTenant?.size === 0) this.watched.delete(tenantId);
    if (this.watched.size > 0 || this.over) return;
    void this.look?.stop();
    this.look = undefined;
  }

  private async lookOnce(): Promise<boolean> {
    for (const [tenantId, records] of this.watched) {
      for (const row of await this.records.byIds(tenantId, [...records.keys()])) for (const watcher of records.get(row.id) ?? []) watcher.next(row);
    }
    return false;
  }
}
