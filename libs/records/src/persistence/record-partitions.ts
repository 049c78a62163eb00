import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';

/** Months that are ready ahead of now. */
const MONTHS_AHEAD = 2;

/** The tables of records are cut by month. */
@Injectable()
export class RecordPartitions extends SqlRepository {
  /** Makes the tables of this month and the coming ones; several processes may ask at once. @returns how many were made */
  async makeAhead(now: Date): Promise<number> {
    const row = await this.row<{ made: number }>(`select push_make_partitions($1, $2) as made`, [now, MONTHS_AHEAD]);
    return row?.made ?? 0;
  }
}
