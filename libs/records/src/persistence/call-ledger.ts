import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { CallToSend, SettledCall } from '../domain/prepared';
import { endStateOf, type DeliveryCounts, type Reason, type Run } from '../domain/run';
import type { PushRunState } from '../domain/states';
import { monthOf } from './month-of';
import { lockingRuns, RUN_COLUMNS, type EndedRun, type RunEnd } from './run-ledger';

/** Those of its people who are in an end state are counted as its calls are settled; a count of those who wait is not kept. */
interface RunProgress extends Omit<DeliveryCounts, 'pending'> {
  tenantId: string;
  id: string;
  state: PushRunState;
  openCalls: number;
}

export type CallKey = Pick<CallToSend, 'tenantId' | 'runId' | 'id'>;

const columnsOf = (calls: readonly CallKey[]): string[][] => [calls.map((call) => call.tenantId), calls.map((call) => call.runId), calls.map((call) => call.id)];
const text = (values: readonly SettledCall[], pick: (one: SettledCall) => string | undefined): (string | null)[] => values.map((one) => pick(one) ?? null);

/** Writes the life of calls, many in one statement. Each step names the state it starts from, so that a step done twice changes nothing. */
@Injectable()
export class CallLedger extends SqlRepository {
  /** Calls that are not settled, as they are now. */
  async open(calls: readonly CallKey[], tx: Tx): Promise<CallToSend[]> {
    if (calls.length === 0) return [];
    return this.rows<CallToSend>(
      // By the whole key, whatever is known of how many calls runs have: of a run with a content for each person all were read for each, 0.3 ms a call.
      `with call as materialized (
         select call.* from unnest($1::text[], $2::uuid[], $3::uuid[]) as asked(tenant_id, run_id, id)
           join push_call as call on call.tenant_id = asked.tenant_id and call.run_id = asked.run_id and call.id = asked.id and call.state in ('pending', 'sending')
          where call.run_id >= $4)
       select call.id, call.tenant_id as "tenantId", call.run_id as "runId", call.channel, call.target_id as "targetId", call.body, call.recipients,
              call.first_sent_at as "firstSentAt", run.deadline_at as "deadlineAt", call.attempts, run.trigger = 'test' as urgent,
              case when call.reason_code is not null then jsonb_build_object('code', call.reason_code, 'text', call.reason) end as "lastReason"
         from call join push_run as run on run.tenant_id = call.tenant_id and run.id = call.run_id`,
      [...columnsOf(calls), monthOf(calls.map((call) => call.runId))],
      tx,
    );
  }

  /**
   * Takes calls for sending, and notes since when WeCom may have them, unless they are too late to be sent at all.
   * @returns those that are not settled
   */
  async begin(calls: readonly CallToSend[], now: Date, tx: Tx): Promise<CallToSend[]> {
    if (calls.length === 0) return [];
    const rows = await this.rows<Pick<CallToSend, 'id' | 'attempts' | 'firstSentAt'>>(
      `update push_call as call set state = 'sending', attempts = call.attempts + 1,
              first_sent_at = case when seen.first_sent_at is null and seen.deadline_at < $5 then null else coalesce(seen.first_sent_at, $5::timestamptz) end
         from (select tenant_id, run_id, id, first_sent_at, asked.deadline_at from push_call
                 join unnest($1::text[], $2::uuid[], $3::uuid[], $4::timestamptz[]) as asked(tenant_id, run_id, id, deadline_at) using (tenant_id, run_id, id)
                where state in ('pending', 'sending') and run_id >= $6
                order by tenant_id, run_id, id for update of push_call) as seen
        where call.tenant_id = seen.tenant_id and call.run_id = seen.run_id and call.id = seen.id and call.run_id >= $6
       returning call.id, call.attempts, seen.first_sent_at as "firstSentAt"`,
      [...columnsOf(calls), calls.map((call) => call.deadlineAt), now, monthOf(calls.map((call) => call.runId))],
      tx,
    );
    const begun = new Map(rows.map((row) => [row.id, row]));
    return calls.flatMap((call) => (begun.has(call.id) ? { ...call, ...begun.get(call.id) } : []));
  }

  /** Notes what calls wait for. */
  async noteWait(calls: readonly { call: CallKey; reason: Reason }[], tx: Tx): Promise<void> {
    if (calls.length === 0) return;
    await this.rows(
      `update push_call as call set reason_code = wait.code, reason = wait.text
         from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::text[]) as wait(tenant_id, run_id, id, code, text)
        where call.tenant_id = wait.tenant_id and call.run_id = wait.run_id and call.id = wait.id and call.state in ('pending', 'sending')
          and call.run_id >= $6`,
      [...columnsOf(calls.map(({ call }) => call)), calls.map(({ reason }) => reason.code), calls.map(({ reason }) => reason.text), monthOf(calls.map(({ call }) => call.runId))],
      tx,
    );
  }

  /**
   * Makes two calls of one that was never sent: some of its people move to a new one.
   * @param moved WeCom userids in lower case, and the text for them. @param stayed the text for the others
   * @returns false when it was sent or settled meanwhile: then nothing is written
   */
  async divide(call: CallToSend, moved: { id: string; userKeys: readonly string[]; body: string }, stayed: string, now: Date, tx: Tx): Promise<boolean> {
    // The run first, as whoever settles does.
    await this.rows(`select 1 from push_run where tenant_id = $1 and id = $2 for update`, [call.tenantId, call.runId], tx);
    const made = await this.row(
      `with stayed as (
         update push_call set body = $4, recipients = recipients - $5
          where tenant_id = $1 and run_id = $2 and id = $3 and state = 'pending' and first_sent_at is null
         returning *)
       insert into push_call (tenant_id, run_id, id, message_id, channel, target_id, state, body, recipients, created_at)
       select tenant_id, run_id, $6, message_id, channel, target_id, 'pending', $7, $5, $8 from stayed
       returning id`,
      [call.tenantId, call.runId, call.id, stayed, moved.userKeys.length, moved.id, moved.body, now],
      tx,
    );
    if (!made) return false;
    await this.rows(
      `update push_recipient set call_id = $4 where tenant_id = $1 and run_id = $2 and call_id = $3 and lower(wecom_user_id) = any($5::text[])`,
      [call.tenantId, call.runId, call.id, moved.id, moved.userKeys],
      tx,
    );
    await this.rows(`update push_run set open_calls = open_calls + 1 where tenant_id = $1 and id = $2`, [call.tenantId, call.runId], tx);
    return true;
  }

  /**
   * Puts a call back that is tried again later. Only the attempt that asks may do so: another one may have settled it.
   * @param maybeTaken WeCom may have carried it out: only the same bytes may follow, inside the duplicate window
   * @returns whether it was put back
   */
  async putBack(call: CallToSend, reason: Reason, maybeTaken: boolean, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `update push_call set state = $5, first_sent_at = case when $6 then first_sent_at else $7::timestamptz end, reason_code = $8, reason = $9
        where tenant_id = $1 and run_id = $2 and id = $3 and state = 'sending' and attempts = $4 returning id`,
      // An earlier attempt whose outcome is unknown still counts.
      [call.tenantId, call.runId, call.id, call.attempts, maybeTaken ? 'sending' : 'pending', maybeTaken, call.firstSentAt, reason.code, reason.text],
      tx,
    );
    return row !== undefined;
  }

  /** Stores another text before it is sent. @returns false when this attempt is not the one under way any more */
  async replaceBody(call: CallToSend, body: string): Promise<boolean> {
    const row = await this.row(
      `update push_call set body = $5 where tenant_id = $1 and run_id = $2 and id = $3 and state = 'sending' and attempts = $4 returning id`,
      [call.tenantId, call.runId, call.id, call.attempts, body],
    );
    return row !== undefined;
  }

  /**
   * Writes what became of calls and their people, and ends the runs of which no call is open any more. A call that was settled
   * before is left as it is; of two outcomes of one call the first counts.
   * @returns the runs that ended
   */
  async settle(outcomes: readonly SettledCall[], now: Date, tx: Tx): Promise<EndedRun[]> {
    const settled = [...new Map(outcomes.toReversed().map((one) => [one.call.id, one])).values()];
    // The runs first: whoever settles the last call sees all others settled.
    const runs = await this.lockRuns(settled.map(({ call }) => call), tx);
    const written = await this.writeOutcomes(settled, now, tx);
    const changed = await this.countIn(runs, settled.filter(({ call }) => written.has(call.id)), now, tx);
    const ends = new Map<string, RunEnd>();
    for (const run of changed) if (run.state === 'sending' && run.openCalls === 0) ends.set(run.id, await this.endOf(run, tx));
    return this.writeProgress(changed, ends, now, tx);
  }

  private async lockRuns(calls: readonly CallKey[], tx: Tx): Promise<Map<string, RunProgress>> {
    const rows = await this.rows<RunProgress>(
      lockingRuns('tenant_id as "tenantId", id, state, open_calls as "openCalls", total, sent, rejected, skipped, expired, unknown'),
      [calls.map((call) => call.tenantId), calls.map((call) => call.runId)],
      tx,
    );
    return new Map(rows.map((run) => [run.id, run]));
  }

  private async writeOutcomes(settled: readonly SettledCall[], now: Date, tx: Tx): Promise<Set<string>> {
    const rows = await this.rows<{ id: string }>(
      `update push_call as call set state = outcome.state, wecom_msgid = outcome.msgid, reason_code = outcome.code, reason = outcome.text, settled_at = $1
         from unnest($2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[]) as outcome(tenant_id, run_id, id, state, msgid, code, text)
        where call.tenant_id = outcome.tenant_id and call.run_id = outcome.run_id and call.id = outcome.id and call.state in ('pending', 'sending')
          and call.run_id >= $9
       returning call.id`,
      [
        now,
        settled.map(({ call }) => call.tenantId),
        settled.map(({ call }) => call.runId),
        settled.map(({ call }) => call.id),
        settled.map(({ outcome }) => outcome.call),
        text(settled, ({ outcome }) => outcome.wecomMessageId),
        text(settled, ({ outcome }) => outcome.reason?.code),
        text(settled, ({ outcome }) => outcome.reason?.text),
        monthOf(settled.map(({ call }) => call.runId)),
      ],
      tx,
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Writes the people who differ from their call, and counts all of them in their runs. @returns the runs that changed */
  private async countIn(runs: ReadonlyMap<string, RunProgress>, settled: readonly SettledCall[], now: Date, tx: Tx): Promise<RunProgress[]> {
    const exceptions = settled.flatMap(({ call, outcome }) => outcome.exceptions.map((exception) => ({ call, ...exception })));
    const excepted = new Map<string, number>();
    if (exceptions.length > 0) {
      const rows = await this.rows<{ callId: string }>(
        `update push_recipient as person set state = 'rejected', reason_code = exception.code, reason = exception.text, settled_at = $1
           from unnest($2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[]) as exception(tenant_id, run_id, call_id, user_key, code, text)
          where person.tenant_id = exception.tenant_id and person.run_id = exception.run_id and person.call_id = exception.call_id
            and lower(person.wecom_user_id) = exception.user_key and person.state is null
            and person.run_id >= $8
         returning person.call_id as "callId"`,
        [
          now,
          exceptions.map(({ call }) => call.tenantId),
          exceptions.map(({ call }) => call.runId),
          exceptions.map(({ call }) => call.id),
          exceptions.map(({ wecomUserId }) => wecomUserId.toLowerCase()),
          exceptions.map(({ reason }) => reason.code),
          exceptions.map(({ reason }) => reason.text),
          monthOf(exceptions.map(({ call }) => call.runId)),
        ],
        tx,
      );
      for (const { callId } of rows) excepted.set(callId, (excepted.get(callId) ?? 0) + 1);
    }
    const changed = new Map<string, RunProgress>();
    for (const { call, outcome } of settled) {
      const run = changed.get(call.runId) ?? { ...runs.get(call.runId)! };
      changed.set(call.runId, run);
      const differing = excepted.get(call.id) ?? 0;
      run.openCalls -= 1;
      run[outcome.deliveries] += call.recipients - differing;
      run.rejected += differing;
    }
    return [...changed.values()];
  }

  /** @param runs as they are now; locked. @returns those that end with it */
  private async writeProgress(runs: readonly RunProgress[], ends: ReadonlyMap<string, RunEnd>, now: Date, tx: Tx): Promise<EndedRun[]> {
    if (runs.length === 0) return [];
    const ending = runs.map(({ id }) => ends.get(id));
    const ended = await this.rows<Run>(
      // One row version for both: each costs an entry in every index.
      `with changed as (
         update push_run as run set open_calls = now.open_calls, sent = now.sent, rejected = now.rejected, expired = now.expired, unknown = now.unknown,
                state = coalesce(now.state, run.state),
                reason_code = case when now.state is null then run.reason_code else now.code end,
                reason = case when now.state is null then run.reason else now.text end,
                finished_at = case when now.state is null then run.finished_at else $1 end
           from unnest($2::text[], $3::uuid[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::text[], $10::text[], $11::text[])
                as now(tenant_id, run_id, open_calls, sent, rejected, expired, unknown, state, code, text)
          where run.tenant_id = now.tenant_id and run.id = now.run_id
         returning run.*, now.state is not null as ends)
       select ${RUN_COLUMNS} from changed where ends`,
      [
        now,
        runs.map((run) => run.tenantId),
        runs.map((run) => run.id),
        runs.map((run) => run.openCalls),
        runs.map((run) => run.sent),
        runs.map((run) => run.rejected),
        runs.map((run) => run.expired),
        runs.map((run) => run.unknown),
        ending.map((end) => end?.state ?? null),
        ending.map((end) => end?.reason?.code ?? null),
        ending.map((end) => end?.reason?.text ?? null),
      ],
      tx,
    );
    return ended.map((run) => ({ run, end: ends.get(run.id)! }));
  }

  private async endOf(run: RunProgress, tx: Tx): Promise<RunEnd> {
    const state = endStateOf(run);
    return { state, reason: state === 'sent' ? undefined : await this.commonestReason(run, tx) };
  }

  private async commonestReason(run: RunProgress, tx: Tx): Promise<Reason | undefined> {
    return this.row<Reason>(
      `select reason_code as code, min(reason) as text from push_delivery
        where tenant_id = $1 and run_id = $2 and state <> 'sent' and reason_code is not null
        group by reason_code order by count(*) desc, reason_code limit 1`,
      [run.tenantId, run.id],
      tx,
    );
  }
}
