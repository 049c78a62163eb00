import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';

/** Processes that send. */
@Injectable()
export class WorkerRepository extends SqlRepository {
  /** Says that this one lives, and forgets those that were not seen since. @returns how many live */
  async beat(id: string, now: Date, since: Date): Promise<number> {
    await this.rows(`insert into push_worker (id, seen_at) values ($1, $2) on conflict (id) do update set seen_at = excluded.seen_at`, [id, now]);
    await this.rows(`delete from push_worker where seen_at < $1`, [since]);
    return (await this.row<{ count: number }>(`select count(*)::int as count from push_worker`))!.count;
  }

  async leave(id: string): Promise<void> {
    await this.rows(`delete from push_worker where id = $1`, [id]);
  }
}
