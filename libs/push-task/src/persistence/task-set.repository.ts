import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { PushTask } from '../domain/push-task';
import { TASK } from './push-task.repository';

/** Many tasks at once. */
@Injectable()
export class TaskSetRepository extends SqlRepository {
  /** Those that exist, by id. @param lock keeps them as they are until `tx` ends; ordered, so that two sets never wait for each other */
  async find(tenantId: string, taskIds: readonly string[], lock: boolean, tx?: Tx): Promise<PushTask[]> {
    return this.rows<PushTask>(
      `select ${TASK} from push_task where tenant_id = $1 and id = any($2::uuid[]) and deleted_at is null order by id ${lock ? 'for update' : ''}`,
      [tenantId, taskIds],
      tx,
    );
  }

  /** As {@link find}, with those that were deleted. */
  async findEvenDeleted(tenantId: string, taskIds: readonly string[]): Promise<(PushTask & { deleted: boolean })[]> {
    return this.rows<PushTask & { deleted: boolean }>(
      `select ${TASK}, deleted_at is not null as deleted from push_task where tenant_id = $1 and id = any($2::uuid[])`,
      [tenantId, taskIds],
    );
  }

  /** Writes owner, state, count of failures and next times of tasks that `tx` has locked. */
  async save(tenantId: string, tasks: readonly PushTask[], tx: Tx): Promise<void> {
    await this.rows(
      `update push_task as task
          set state = changed.state, owner_user_id = changed.owner_user_id, failure_count = changed.failure_count, next_run_at = changed.next_run_at,
              next_planned_at = changed.next_planned_at, updated_at = changed.updated_at, updated_by = changed.updated_by, version = task.version + 1
         from unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[], $9::text[])
              as changed(id, state, owner_user_id, failure_count, next_run_at, next_planned_at, updated_at, updated_by)
        where task.tenant_id = $1 and task.id = changed.id`,
      [
        tenantId, tasks.map((task) => task.id), tasks.map((task) => task.state), tasks.map((task) => task.ownerUserId), tasks.map((task) => task.failureCount),
        tasks.map((task) => task.nextRunAt), tasks.map((task) => task.nextPlannedAt), tasks.map((task) => task.updatedAt), tasks.map((task) => task.updatedBy),
      ],
      tx,
    );
  }

  /** Records stay. */
  async delete(tenantId: string, taskIds: readonly string[], userId: string, now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `update push_task set deleted_at = $3, next_run_at = null, updated_at = $3, updated_by = $4, version = version + 1 where tenant_id = $1 and id = any($2::uuid[])`,
      [tenantId, taskIds, now, userId],
      tx,
    );
  }
}
