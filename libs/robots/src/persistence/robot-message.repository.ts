import { Injectable } from '@nestjs/common';
import { SqlRepository, type TimePosition, type Tx } from '#kernel';
import { MESSAGES_PER_WINDOW, WINDOW_MS, type RobotMessage, type RobotMessageState } from '../domain/robot';

const MESSAGE = `id, robot_id as "robotId", kind, subject_id as "subjectId", title, state, reason, sent_at as "sentAt"`;

/** Records of what robots posted, and the count that keeps them within a minute's limit, in all processes together. */
@Injectable()
export class RobotMessageRepository extends SqlRepository {
  /** Takes one of the 20 places of this minute; the row's lock puts processes in line. @returns false when there is none */
  async takePlace(tenantId: string, robotId: string, now: Date, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `update push_robot set recent_sends = recent_sends[greatest(1, cardinality(recent_sends) - $4 + 2):] || $3::timestamptz
        where tenant_id = $1 and id = $2
          and (cardinality(recent_sends) < $4 or recent_sends[cardinality(recent_sends) - $4 + 1] <= $3::timestamptz - $5 * interval '1 ms')
       returning 1`,
      [tenantId, robotId, now, MESSAGES_PER_WINDOW, WINDOW_MS],
      tx,
    );
    return row !== undefined;
  }

  /** WeCom says that there are none left, whatever was counted here. */
  async takeAllPlaces(tenantId: string, robotId: string, now: Date): Promise<void> {
    await this.rows(`update push_robot set recent_sends = array_fill($3::timestamptz, array[$4::int]) where tenant_id = $1 and id = $2`, [tenantId, robotId, now, MESSAGES_PER_WINDOW]);
  }

  /** When a place is free again. */
  async freeAt(tenantId: string, robotId: string, tx: Tx): Promise<Date | null> {
    const row = await this.row<{ at: Date | null }>(
      `select recent_sends[1] + $3 * interval '1 ms' as at from push_robot where tenant_id = $1 and id = $2`,
      [tenantId, robotId, WINDOW_MS],
      tx,
    );
    return row?.at ?? null;
  }

  /** @returns false when the message was begun before */
  async begin(tenantId: string, message: Omit<RobotMessage, 'state' | 'reason'>, tx: Tx): Promise<boolean> {
    const row = await this.row(
      `insert into push_robot_message (tenant_id, id, robot_id, kind, subject_id, title, state, sent_at) values ($1, $2, $3, $4, $5, $6, 'sending', $7)
       on conflict on constraint pk_push_robot_message do nothing returning id`,
      [tenantId, message.id, message.robotId, message.kind, message.subjectId, message.title, message.sentAt],
      tx,
    );
    return row !== undefined;
  }

  async find(tenantId: string, id: string, tx?: Tx): Promise<RobotMessage | undefined> {
    return this.row<RobotMessage>(`select ${MESSAGE} from push_robot_message where tenant_id = $1 and id = $2`, [tenantId, id], tx);
  }

  /** Nothing was posted, surely: it may begin again. */
  async takeBack(tenantId: string, id: string): Promise<void> {
    await this.rows(`delete from push_robot_message where tenant_id = $1 and id = $2 and state = 'sending'`, [tenantId, id]);
  }

  async settle(tenantId: string, id: string, state: RobotMessageState, reason: string | null): Promise<void> {
    await this.rows(`update push_robot_message set state = $3, reason = $4 where tenant_id = $1 and id = $2 and state = 'sending'`, [tenantId, id, state, reason]);
  }

  /** Newest first. */
  async list(tenantId: string, robotId: string, after: TimePosition | undefined, limit: number): Promise<RobotMessage[]> {
    return this.rows<RobotMessage>(
      `select ${MESSAGE} from push_robot_message where tenant_id = $1 and robot_id = $2 and ($3::timestamptz is null or (sent_at, id) < ($3, $4::uuid))
        order by sent_at desc, id desc limit $5`,
      [tenantId, robotId, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  /** Removes some of what was posted before, with an end. @returns how many */
  async removeBefore(tenantId: string, before: Date, limit: number, tx: Tx): Promise<number> {
    const rows = await this.rows(
      `delete from push_robot_message where tenant_id = $1 and id in (
         select old.id from push_robot as robot
          cross join lateral (select id from push_robot_message as message where message.tenant_id = $1 and message.robot_id = robot.id
                               and message.sent_at < $2 and message.state <> 'sending' order by message.sent_at limit $3) as old
          where robot.tenant_id = $1 limit $3)
       returning id`,
      [tenantId, before, limit],
      tx,
    );
    return rows.length;
  }
}
