import { Injectable } from '@nestjs/common';
import type { Tx } from '#kernel';
import type { PushRobot } from '../domain/robot';
import { RobotRepository } from '../persistence/robot.repository';

/** Robots as those see them who post through them. */
@Injectable()
export class RobotDirectory {
  constructor(private readonly robots: RobotRepository) {}

  /** One query for any number of ids, by id; deleted ones are absent. */
  async findMany(tenantId: string, ids: readonly string[]): Promise<Map<string, PushRobot>> {
    const found = ids.length === 0 ? [] : await this.robots.findMany(tenantId, ids);
    return new Map(found.map((robot) => [robot.id, robot]));
  }

  /** Names of all robots of a tenant, by id; each name is there once. */
  async names(tenantId: string): Promise<{ id: string; name: string }[]> {
    return this.robots.names(tenantId);
  }

  /** Keeps robots from being deleted until the transaction ends. @returns ids of those that are there */
  async hold(tenantId: string, ids: readonly string[], tx: Tx): Promise<Set<string>> {
    return ids.length === 0 ? new Set() : this.robots.hold(tenantId, ids, tx);
  }
}
