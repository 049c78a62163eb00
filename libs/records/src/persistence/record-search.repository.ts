import { Injectable } from '@nestjs/common';
import { SqlRepository, type TimePosition } from '#kernel';
import { MAX_COUNT, type RecordCount, type RecordFilter } from '../domain/record-filter';
import { RecordSearchSql } from './record-search.sql';

/** Series that are gone through one by one at once; with more, their runs are so many that going through runs by time meets enough. */
const FEW_SERIES = 200;
/** Runs that are gone through by time first, looking up the series of each: 5 microseconds a run. */
const SHORT_WALK = 1000;
/** Runs that are gone through by time, with all series in question at hand, before series are gone through after all. */
const LONG_WALK = 50_000;

export interface FoundRecord {
  id: string;
  plannedAt: Date;
}

/**
 * Finds records. Few series: the newest runs of each are merged. Many: runs are gone through by time until the page is full, and if that
 * meets too few (series that ended long ago), the series are gone through. So rare and common words both take the short way.
 */
@Injectable()
export class RecordSearchRepository extends SqlRepository {
  /** Newest first, by keyset: a deep page costs what the first one costs. */
  async newest(filter: RecordFilter, after: TimePosition | undefined, limit: number): Promise<FoundRecord[]> {
    const sql = new RecordSearchSql(filter, after);
    if (filter.hostUserId !== undefined) return this.rows<FoundRecord>(sql.ofPerson(filter.hostUserId, limit), sql.parameters);
    if (sql.ofSeries === '') return this.rows<FoundRecord>(`select id, planned_at as "plannedAt" from (${sql.walk(limit)}) as walk`, sql.parameters);
    const few = await this.fewSeries(filter);
    if (few) return few.length === 0 ? [] : this.newestOf(few, filter, after, limit);
    const order = `order by walk.planned_at desc, walk.id desc limit ${limit}`;
    const columns = 'walk.id, walk.planned_at as "plannedAt"';
    const near = await this.rows<FoundRecord>(`select ${columns} from ${sql.matching(sql.walk(SHORT_WALK))} ${order}`, sql.parameters);
    if (near.length === limit) return near;
    // A walk that is so many times longer would meet too few as well.
    if (near.length * LONG_WALK < limit * SHORT_WALK) return this.newestOf(undefined, filter, after, limit);
    const far = new RecordSearchSql(filter, after);
    const met = await this.rows<FoundRecord>(far.matchingMany(far.walk(LONG_WALK), columns, `where walk.matched ${order}`), far.parameters);
    return met.length === limit ? met : this.newestOf(undefined, filter, after, limit);
  }

  /** Exact up to a thousand: more is not counted. */
  async count(filter: RecordFilter): Promise<RecordCount> {
    const found = await this.countUpTo(filter, MAX_COUNT + 1);
    return { count: Math.min(found, MAX_COUNT), exact: found <= MAX_COUNT };
  }

  private async countUpTo(filter: RecordFilter, limit: number): Promise<number> {
    const sql = new RecordSearchSql(filter);
    if (filter.hostUserId !== undefined) return this.countRows(sql.ofPerson(filter.hostUserId, limit), sql.parameters);
    if (sql.ofSeries === '') return this.countRows(sql.walk(limit), sql.parameters);
    const few = await this.fewSeries(filter);
    if (few) return few.length === 0 ? 0 : this.countOf(few, filter, limit);
    const met = await this.countRows(sql.matchingMany(sql.walk(LONG_WALK), 'walk.id', `where walk.matched limit ${limit}`), sql.parameters);
    return met === limit ? met : this.countOf(undefined, filter, limit);
  }

  /** @returns undefined when there are too many to go through each at once */
  private async fewSeries(filter: RecordFilter): Promise<string[] | undefined> {
    const sql = new RecordSearchSql(filter);
    const found = await this.rows<{ id: string }>(sql.series(FEW_SERIES + 1), sql.parameters);
    return found.length > FEW_SERIES ? undefined : found.map(({ id }) => id);
  }

  private async newestOf(few: readonly string[] | undefined, filter: RecordFilter, after: TimePosition | undefined, limit: number): Promise<FoundRecord[]> {
    const sql = new RecordSearchSql(few ? withoutSeries(filter) : filter, after);
    return this.rows<FoundRecord>(sql.newestOf(few ? these(few, sql) : sql.series(), limit), sql.parameters);
  }

  private async countOf(few: readonly string[] | undefined, filter: RecordFilter, limit: number): Promise<number> {
    const sql = new RecordSearchSql(few ? withoutSeries(filter) : filter);
    const row = await this.row<{ count: number }>(sql.countOf(few ? these(few, sql) : sql.series(), limit), sql.parameters);
    return row?.count ?? 0;
  }

  private async countRows(select: string, parameters: readonly unknown[]): Promise<number> {
    const row = await this.row<{ count: number }>(`select count(*)::int as count from (${select}) as found`, parameters);
    return row?.count ?? 0;
  }
}

const these = (ids: readonly string[], sql: RecordSearchSql): string => `select unnest(${sql.place('uuid[]', ids)}) as id`;

/** The series are known: only what tells the runs of a series apart is still asked. */
const withoutSeries = ({ tenantId, states, from, to }: RecordFilter): RecordFilter => ({ tenantId, states, from, to });
