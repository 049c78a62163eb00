import type { TimePosition } from '#kernel';
import type { RecordFilter } from '../domain/record-filter';
import type { PushRunState, RunTrigger } from '../domain/states';

/** Most runs are such: the order of all by time holds hardly anything else. */
const COMMON_STATE: PushRunState = 'sent';
const COMMON_TRIGGER: RunTrigger = 'schedule';

const NEWEST_FIRST = 'order by planned_at desc, id desc';

/** Parts of the statements that search records, with their parameters. */
export class RecordSearchSql {
  readonly parameters: unknown[] = [];
  private readonly tenant = this.place('text', this.filter.tenantId);
  /** What the series of the record must be; empty when any will do. */
  readonly ofSeries: string;

  constructor(
    private readonly filter: RecordFilter,
    private readonly after?: TimePosition,
  ) {
    this.ofSeries = this.seriesConditions();
  }

  place(type: string, value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length}::${type}`;
  }

  /** Ids of the series in question. */
  series(limit?: number): string {
    return `select series.id from push_series as series where series.tenant_id = ${this.tenant}${this.ofSeries}${limit === undefined ? '' : ` limit ${limit}`}`;
  }

  /** The newest runs of state and time, whatever their series, but for triggers that are rare: these have an order by time of their own. */
  walk(limit: number): string {
    const { states = [], triggers = [] } = this.filter;
    const runs = `select id, planned_at, series_id from push_run where tenant_id = ${this.tenant}${this.bounds()}`;
    const ofStates = (): string => (states.length === 0 ? '' : ` and state = any(${this.place('text[]', states)})`);
    // The order of several is merged from those of each, unless most runs are among them.
    const merged = (column: string, values: readonly string[], more: string): string => {
      const each = values.map((value) => `(${runs} and ${column} = ${this.place('text', value)}${more} ${NEWEST_FIRST})`);
      return `select id, planned_at, series_id from (${each.join(' union all ')}) as run ${NEWEST_FIRST} limit ${limit}`;
    };
    if (triggers.length > 0 && !triggers.includes(COMMON_TRIGGER)) return merged('trigger', triggers, ofStates());
    if (states.length === 1 || (states.length > 1 && !states.includes(COMMON_STATE))) return merged('state', states, '');
    return `${runs}${ofStates()} ${NEWEST_FIRST} limit ${limit}`;
  }

  /** Runs of a walk whose series is in question, looked up one by one: for a walk that ends soon. */
  matching(walk: string): string {
    return `(${walk}) as walk cross join lateral (
      select from push_series as series where series.tenant_id = ${this.tenant} and series.id = walk.series_id${this.ofSeries} limit 1
    ) as matched`;
  }

  /** The same for a long walk: the series in question are read once. @param columns of `walk`; `matched` tells whether a run is meant */
  matchingMany(walk: string, columns: string, more: string): string {
    return `with wanted as materialized (${this.series()})
      select ${columns} from (select walk.*, walk.series_id in (select id from wanted) as matched from (${walk}) as walk) as walk ${more}`;
  }

  /** The newest runs of given series: first the newest of each, then those that are not older than the newest few of these. */
  newestOf(series: string, limit: number): string {
    const { wanted, ofState } = this.eachState();
    const bounds = this.bounds();
    const runs = (key: string, more: string, most: number): string =>
      `select planned_at, id from push_run where tenant_id = ${this.tenant} and series_id = ${key}.id${ofState(key)}${bounds}${more} ${NEWEST_FIRST} limit ${most}`;
    return `
      with wanted as materialized (select series.id${wanted.column} from (${series}) as series${wanted.join}),
      head as materialized (
        select wanted.*, newest.planned_at, newest.id as run_id from wanted cross join lateral (${runs('wanted', '', 1)}) as newest
         order by newest.planned_at desc, newest.id desc limit ${limit}
      ),
      oldest as materialized (select case when count(*) < ${limit} then '-infinity' else min(planned_at) end as at from head)
      select run.id, run.planned_at as "plannedAt" from head cross join lateral (${runs('head', ' and planned_at >= (select at from oldest)', limit)}) as run
       order by run.planned_at desc, run.id desc limit ${limit}`;
  }

  /** How many runs given series have, as far as `limit`. */
  countOf(series: string, limit: number): string {
    const { wanted, ofState } = this.eachState();
    return `
      select count(*)::int as count from (
        select 1 from (select series.id${wanted.column} from (${series}) as series${wanted.join}) as wanted cross join lateral (
          select 1 from push_run where tenant_id = ${this.tenant} and series_id = wanted.id${ofState('wanted')}${this.bounds()} limit ${limit}
        ) as run limit ${limit}
      ) as counted`;
  }

  /** Runs in which a person is named, the latest made first. An id begins with the time at which the run was made, which is never before it was planned. */
  ofPerson(hostUserId: string, limit: number): string {
    const { from, to, states } = this.filter;
    const person = this.place('text', hostUserId);
    const conditions = [
      from && ` and run_id >= push_uuid_from(${this.place('timestamptz', from)})`,
      this.after && ` and run_id < ${this.place('uuid', this.after.id)}`,
    ].filter(Boolean).join('');
    const ofRun = [
      from && ` and planned_at >= ${this.place('timestamptz', from)}`,
      to && ` and planned_at < ${this.place('timestamptz', to)}`,
      states && ` and state = any(${this.place('text[]', states)})`,
    ].filter(Boolean).join('');
    const runs = `
      select named.run_id as id, run.planned_at, run.series_id
        from (select distinct run_id from push_recipient where tenant_id = ${this.tenant} and host_user_id = ${person}${conditions} order by run_id desc) as named
       cross join lateral (select planned_at, series_id from push_run where tenant_id = ${this.tenant} and id = named.run_id${ofRun} limit 1) as run
       order by named.run_id desc`;
    const found = this.ofSeries === '' ? `(${runs}) as walk` : this.matching(runs);
    return `select walk.id, walk.planned_at as "plannedAt" from ${found} order by walk.id desc limit ${limit}`;
  }

  private bounds(): string {
    const { filter, after } = this;
    return [
      filter.from && ` and planned_at >= ${this.place('timestamptz', filter.from)}`,
      filter.to && ` and planned_at < ${this.place('timestamptz', filter.to)}`,
      after && ` and (planned_at, id) < (${this.place('timestamptz', after.at)}, ${this.place('uuid', after.id)})`,
    ].filter(Boolean).join('');
  }

  private eachState(): { wanted: { column: string; join: string }; ofState: (key: string) => string } {
    const { states } = this.filter;
    if (!states) return { wanted: { column: '', join: '' }, ofState: () => '' };
    return {
      wanted: { column: ', wanted.state', join: ` cross join unnest(${this.place('text[]', states)}) as wanted(state)` },
      ofState: (key) => ` and state = ${key}.state`,
    };
  }

  private seriesConditions(): string {
    const { projectIds, taskId, pageId, channel, targetIds, triggers, titleWords = [] } = this.filter;
    return [
      projectIds && ` and series.project_id = any(${this.place('text[]', projectIds)})`,
      taskId && ` and series.task_id = ${this.place('uuid', taskId)}`,
      pageId && ` and series.page_id = ${this.place('text', pageId)}`,
      channel && ` and series.channel = ${this.place('text', channel)}`,
      targetIds && ` and series.target_ids && ${this.place('text[]', targetIds)}`,
      triggers && ` and series.trigger = any(${this.place('text[]', triggers)})`,
      ...titleWords.map((word) => ` and position(push_search_text(${this.place('text', word)}) in series.title_key) > 0`),
    ].filter(Boolean).join('');
  }
}
