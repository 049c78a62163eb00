import { Injectable } from '@nestjs/common';
import { GroupedWork, jsonLines, SqlRepository, type Tx } from '#kernel';
import type { AlertState } from '#push-task';
import type { Run, TaskRun } from '#records';
import type { Figures } from '#templating';
import { RUNS_AT_ONCE } from '../domain/dispatch-policy';

/** What people who see a content were shown last, and what is known of their alert. */
export interface Remembered {
  last?: { digest: string; figures: Figures };
  alert?: AlertState;
  /** Of the alert's row when it was read; 0: there was none. */
  alertVersion: number;
}

export interface ShownContent {
  contentKey: string;
  digest: string;
  figures: Figures;
}

export interface AlertChange {
  contentKey: string;
  state: AlertState;
  /** The version that was judged. */
  version: number;
}

/** Contents that one statement asks about. */
const CONTENTS_AT_ONCE = 1000;

/** Contents of a task that is about to show them again. */
interface Recalled extends Pick<Run, 'tenantId' | 'taskId'> {
  contentKeys: readonly string[];
}

/** Times are text in JSON. */
type StoredAlert = Omit<AlertState, 'since' | 'toldAt'> & { since: string; toldAt: string | null };

const alertOf = ({ since, toldAt, ...rest }: StoredAlert): AlertState => ({ ...rest, since: new Date(since), toldAt: toldAt === null ? null : new Date(toldAt) });

/** What a task remembers between its runs. Written with a run's messages, kept or taken back when the run ends. */
@Injectable()
export class TaskMemory extends SqlRepository {
  private readonly recalling = new GroupedWork<Recalled, Map<string, Remembered>>((asked) => this.recallAll(asked), {
    items: RUNS_AT_ONCE,
    weight: { most: CONTENTS_AT_ONCE, of: ({ contentKeys }) => contentKeys.length },
  });

  /** Runs that ask together share a statement. @returns by content key; a content that was never shown is absent */
  async recall({ tenantId, taskId }: Run, contentKeys: readonly string[]): Promise<Map<string, Remembered>> {
    return this.recalling.add({ tenantId, taskId, contentKeys });
  }

  private async recallAll(asked: readonly Recalled[]): Promise<Map<string, Remembered>[]> {
    const wanted = asked.flatMap(({ contentKeys }, index) => contentKeys.map((contentKey) => ({ place: index + 1, contentKey })));
    const rows = await this.rows<{ place: number; contentKey: string; digest: string | null; figures: Figures | null; alert: StoredAlert | null; version: number | null }>(
      `select wanted.place, wanted.content_key as "contentKey", content.digest, content.figures, alert.state as alert, alert.version
         from (select place, content_key, ($1::text[])[place] as tenant_id, ($2::uuid[])[place] as task_id from unnest($3::int[], $4::text[]) as named(place, content_key)) as wanted
         left join lateral (select shown.digest, shown.figures from push_last_content as shown
                              join push_run as run on run.tenant_id = shown.tenant_id and run.id = shown.run_id and run.state in ('sent', 'partly_sent')
                             where shown.tenant_id = wanted.tenant_id and shown.task_id = wanted.task_id and shown.content_key = wanted.content_key
                             order by shown.shown_at desc limit 1) as content on true
         left join push_alert_state as alert on alert.tenant_id = wanted.tenant_id and alert.task_id = wanted.task_id and alert.content_key = wanted.content_key`,
      [asked.map(({ tenantId }) => tenantId), asked.map(({ taskId }) => taskId), wanted.map(({ place }) => place), wanted.map(({ contentKey }) => contentKey)],
    );
    const remembered = asked.map(() => new Map<string, Remembered>());
    for (const { place, contentKey, digest, figures, alert, version } of rows) {
      remembered[place - 1].set(contentKey, {
        last: digest !== null && figures !== null ? { digest, figures } : undefined,
        alert: alert === null ? undefined : alertOf(alert),
        alertVersion: version ?? 0,
      });
    }
    return remembered;
  }

  /** Notes what a run is about to show; it counts once the run's state says that it reached somebody. */
  async noteShown(contents: readonly { run: TaskRun; shown: ShownContent }[], now: Date, tx: Tx): Promise<void> {
    if (contents.length === 0) return;
    await this.rows(
      `insert into push_last_content (tenant_id, task_id, content_key, run_id, digest, figures, shown_at)
       select tenant, task, content_key, run, digest, figures::json, $1
         from unnest($2::text[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], string_to_array($7, E'\\n')) as shown(tenant, task, content_key, run, digest, figures)`,
      [
        now,
        contents.map(({ run }) => run.tenantId),
        contents.map(({ run }) => run.taskId),
        contents.map(({ shown }) => shown.contentKey),
        contents.map(({ run }) => run.id),
        contents.map(({ shown }) => shown.digest),
        jsonLines(contents.map(({ shown }) => JSON.stringify(shown.figures))),
      ],
      tx,
    );
  }

  /** @returns false when another run of the task changed an alert since it was read: then the caller rolls back and judges anew */
  async changeAlerts({ tenantId, taskId, id }: TaskRun, changes: readonly AlertChange[], tx: Tx): Promise<boolean> {
    if (changes.length === 0) return true;
    const rows = await this.rows(
      `insert into push_alert_state (tenant_id, task_id, content_key, state, run_id)
       select $1, $2, content_key, state, $3 from unnest($4::text[], $5::jsonb[], $6::int[]) as change(content_key, state, version) order by content_key
       on conflict on constraint pk_push_alert_state do update
          set before = push_alert_state.state, state = excluded.state, run_id = excluded.run_id, version = push_alert_state.version + 1
        where push_alert_state.version = (select version from unnest($4::text[], $6::int[]) as change(content_key, version) where change.content_key = push_alert_state.content_key)
       returning content_key`,
      [tenantId, taskId, id, changes.map((one) => one.contentKey), changes.map((one) => JSON.stringify(one.state)), changes.map((one) => one.version)],
      tx,
    );
    return rows.length === changes.length;
  }

  /** Forgets what these runs, which reached somebody, take the place of. */
  async keep(runs: readonly TaskRun[], tx: Tx): Promise<void> {
    if (runs.length === 0) return;
    await this.rows(
      `delete from push_last_content as old
        using unnest($1::text[], $2::uuid[], $3::uuid[]) as kept(tenant, task, run)
         join push_last_content as shown on shown.tenant_id = kept.tenant and shown.task_id = kept.task and shown.run_id = kept.run
        where old.tenant_id = kept.tenant and old.task_id = kept.task and old.content_key = shown.content_key and old.run_id <> kept.run and old.shown_at <= shown.shown_at`,
      [runs.map((run) => run.tenantId), runs.map((run) => run.taskId), runs.map((run) => run.id)],
      tx,
    );
  }

  /** Takes back what a run showed and judged when it reached nobody: then nobody was told, and the next run tells. */
  async takeBack(run: TaskRun, tx: Tx): Promise<void> {
    const { tenantId, id } = run;
    await this.forgetShown(run, tx);
    await this.rows(`delete from push_alert_state where tenant_id = $1 and run_id = $2 and before is null`, [tenantId, id], tx);
    await this.rows(`update push_alert_state set state = before, version = version + 1 where tenant_id = $1 and run_id = $2`, [tenantId, id], tx);
  }

  /** Takes back what a run was about to show. */
  async forgetShown({ tenantId, taskId, id }: TaskRun, tx: Tx): Promise<void> {
    await this.rows(`delete from push_last_content where tenant_id = $1 and task_id = $2 and run_id = $3`, [tenantId, taskId, id], tx);
  }

  /** Removes some of what was shown before: a task that runs so seldom finds nothing to compare with. @returns how many */
  async removeBefore(tenantId: string, before: Date, limit: number, tx: Tx): Promise<number> {
    const rows = await this.rows(
      `delete from push_last_content where tenant_id = $1 and (task_id, content_key, run_id) in (
         select task_id, content_key, run_id from push_last_content where tenant_id = $1 and shown_at < $2 limit $3)
       returning run_id`,
      [tenantId, before, limit],
      tx,
    );
    return rows.length;
  }
}
