import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { PushRobot, PushRobotState, RobotDefinition } from '../domain/robot';

const ROBOT = `id, tenant_id as "tenantId", name, key_end as "keyEnd", template_key as "templateKey", mention, state, broken_reason as "brokenReason",
  created_at as "createdAt", updated_at as "updatedAt", updated_by as "updatedBy", version`;

export interface SealedKey {
  keySealed: string;
  keyEnd: string;
}

interface NewRobot extends RobotDefinition, SealedKey {
  tenantId: string;
  id: string;
  by: string;
  now: Date;
}

@Injectable()
export class RobotRepository extends SqlRepository {
  /** @returns undefined when the name is another one's: then nothing is written */
  async insert(robot: NewRobot, tx: Tx): Promise<PushRobot | undefined> {
    return this.row<PushRobot>(
      `insert into push_robot (tenant_id, id, name, key_sealed, key_end, template_key, mention, state, created_at, created_by, updated_at, updated_by)
       values ($1, $2, $3, $4, $5, $6, $7::jsonb, 'enabled', $8, $9, $8, $9)
       on conflict (tenant_id, lower(name)) where deleted_at is null do nothing returning ${ROBOT}`,
      [robot.tenantId, robot.id, robot.name, robot.keySealed, robot.keyEnd, robot.templateKey, robot.mention && JSON.stringify(robot.mention), robot.now, robot.by],
      tx,
    );
  }

  /** Locked for the transaction. */
  async lock(tenantId: string, id: string, tx: Tx): Promise<PushRobot | undefined> {
    return this.row<PushRobot>(`select ${ROBOT} from push_robot where tenant_id = $1 and id = $2 and deleted_at is null for update`, [tenantId, id], tx);
  }

  async find(tenantId: string, id: string): Promise<PushRobot | undefined> {
    return this.row<PushRobot>(`select ${ROBOT} from push_robot where tenant_id = $1 and id = $2 and deleted_at is null`, [tenantId, id]);
  }

  /** One query for any number of ids; deleted ones are absent. */
  async findMany(tenantId: string, ids: readonly string[]): Promise<PushRobot[]> {
    return this.rows<PushRobot>(`select ${ROBOT} from push_robot where tenant_id = $1 and deleted_at is null and id = any($2::uuid[])`, [tenantId, [...ids]]);
  }

  async names(tenantId: string): Promise<{ id: string; name: string }[]> {
    return this.rows(`select id, name from push_robot where tenant_id = $1 and deleted_at is null order by id`, [tenantId]);
  }

  /** Locks them against deletion, in one order. @returns ids of those that are there */
  async hold(tenantId: string, ids: readonly string[], tx: Tx): Promise<Set<string>> {
    const rows = await this.rows<{ id: string }>(`select id from push_robot where tenant_id = $1 and deleted_at is null and id = any($2::uuid[]) order by id for share`, [tenantId, [...ids]], tx);
    return new Set(rows.map(({ id }) => id));
  }

  async findKey(tenantId: string, id: string): Promise<string | undefined> {
    return (await this.row<{ sealed: string }>(`select key_sealed as sealed from push_robot where tenant_id = $1 and id = $2`, [tenantId, id]))?.sealed;
  }

  async isNameTaken(tenantId: string, name: string, exceptId: string, tx: Tx): Promise<boolean> {
    return (await this.row(`select 1 from push_robot where tenant_id = $1 and lower(name) = lower($2) and deleted_at is null and id <> $3`, [tenantId, name, exceptId], tx)) !== undefined;
  }

  /** Newest first. @param after id of the last robot seen */
  async list(tenantId: string, after: string | undefined, limit: number): Promise<PushRobot[]> {
    return this.rows<PushRobot>(
      `select ${ROBOT} from push_robot where tenant_id = $1 and deleted_at is null and ($2::uuid is null or id < $2) order by id desc limit $3`,
      [tenantId, after ?? null, limit],
    );
  }

  /** Writes all that a person may change; `tx` has locked the robot. @param key left out: the stored one stays */
  async update(robot: PushRobot, key: SealedKey | undefined, by: string, now: Date, tx: Tx): Promise<PushRobot> {
    return (await this.row<PushRobot>(
      `update push_robot set name = $3, template_key = $4, mention = $5::jsonb, state = $6, broken_reason = $7, key_sealed = coalesce($8, key_sealed),
              key_end = coalesce($9, key_end), updated_at = $10, updated_by = $11, version = version + 1
        where tenant_id = $1 and id = $2 returning ${ROBOT}`,
      [robot.tenantId, robot.id, robot.name, robot.templateKey, robot.mention && JSON.stringify(robot.mention), robot.state, robot.brokenReason, key?.keySealed ?? null, key?.keyEnd ?? null, now, by],
      tx,
    ))!;
  }

  /** @returns false when it was in another state */
  async move(tenantId: string, id: string, from: PushRobotState, to: PushRobotState, reason: string | null, tx: Tx): Promise<boolean> {
    const row = await this.row(`update push_robot set state = $4, broken_reason = $5 where tenant_id = $1 and id = $2 and state = $3 returning id`, [tenantId, id, from, to, reason], tx);
    return row !== undefined;
  }

  async delete(tenantId: string, id: string, by: string, now: Date, tx: Tx): Promise<void> {
    await this.rows(`delete from push_notification_robot where tenant_id = $1 and robot_id = $2`, [tenantId, id], tx);
    await this.rows(`update push_robot set deleted_at = $3, updated_at = $3, updated_by = $4, state = 'disabled', version = version + 1 where tenant_id = $1 and id = $2`, [tenantId, id, now, by], tx);
  }

  async notificationRobots(tenantId: string): Promise<{ projectId: string; robotId: string }[]> {
    return this.rows(`select project_id as "projectId", robot_id as "robotId" from push_notification_robot where tenant_id = $1 order by project_id limit 1000`, [tenantId]);
  }

  /** Projects whose alarms the robot posts, at most 1000. */
  async notifiedProjects(tenantId: string, robotId: string): Promise<string[]> {
    const rows = await this.rows<{ id: string }>(`select project_id as id from push_notification_robot where tenant_id = $1 and robot_id = $2 order by project_id limit 1000`, [tenantId, robotId]);
    return rows.map(({ id }) => id);
  }

  /** @returns the robot that posts the alarms of the project, unless it is disabled or broken */
  async notificationRobot(tenantId: string, projectId: string): Promise<PushRobot | undefined> {
    return this.row<PushRobot>(
      `select ${ROBOT} from push_robot where tenant_id = $1 and state = 'enabled' and deleted_at is null
          and id = (select robot_id from push_notification_robot where tenant_id = $1 and project_id = $2)`,
      [tenantId, projectId],
    );
  }

  async setNotificationRobot(tenantId: string, projectId: string, robotId: string | null, tx: Tx): Promise<void> {
    if (robotId === null) await this.rows(`delete from push_notification_robot where tenant_id = $1 and project_id = $2`, [tenantId, projectId], tx);
    else
      await this.rows(
        `insert into push_notification_robot (tenant_id, project_id, robot_id) values ($1, $2, $3)
         on conflict on constraint pk_push_notification_robot do update set robot_id = excluded.robot_id`,
        [tenantId, projectId, robotId],
        tx,
      );
  }
}
