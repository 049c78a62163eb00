import { Inject, Injectable } from '@nestjs/common';
import { Alarms } from '#alarms';
import { PushDatabase } from '#kernel';
import { brokenAlarm, brokenAlarmKey } from '../domain/broken-alarm';
import type { PushRobot } from '../domain/robot';
import { RobotRepository } from '../persistence/robot.repository';
import { ROBOTS_OPTIONS, type RobotsOptions } from '../robots.options';

/** Notes whether WeCom knows the address of a robot, and tells administrators. */
@Injectable()
export class RobotHealth {
  constructor(
    private readonly database: PushDatabase,
    private readonly robots: RobotRepository,
    private readonly alarms: Alarms,
    @Inject(ROBOTS_OPTIONS) private readonly options: RobotsOptions,
  ) {}

  /** WeCom refused its address. */
  async broken(robot: PushRobot, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (robot.state === 'enabled') await this.robots.move(robot.tenantId, robot.id, 'enabled', 'broken', reason, tx);
      await this.alarms.raise(brokenAlarm(robot, reason, this.options.alarmLanguage ?? 'zh-CN'), tx);
    });
  }

  /** Something of it arrived. */
  async works(robot: PushRobot): Promise<void> {
    if (robot.state !== 'broken') return;
    await this.database.transaction(async (tx) => {
      await this.robots.move(robot.tenantId, robot.id, 'broken', 'enabled', null, tx);
      await this.alarms.clear(brokenAlarmKey(robot), tx);
    });
  }
}
