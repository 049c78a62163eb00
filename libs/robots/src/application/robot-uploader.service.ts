import { Injectable } from '@nestjs/common';
import { SecretBox } from '#kernel';
import { WecomError, webhookUploadMedia, WecomTransport, type WecomFile } from '#wecom';
import { keyContext } from '../domain/robot';
import { RobotNotFoundError, RobotNotUsableError } from '../domain/robots.errors';
import { RobotRepository } from '../persistence/robot.repository';
import { RobotHealth } from './robot-health.service';

/** Uploads files that a robot will post: they serve this robot only, for three days. */
@Injectable()
export class RobotUploader {
  constructor(
    private readonly robots: RobotRepository,
    private readonly transport: WecomTransport,
    private readonly health: RobotHealth,
    private readonly box: SecretBox,
  ) {}

  /** @returns the media id. @throws RobotNotUsableError. @throws RobotNotFoundError. @throws WecomError */
  async upload(tenantId: string, robotId: string, file: WecomFile): Promise<string> {
    const robot = await this.robots.find(tenantId, robotId);
    if (!robot) throw new RobotNotFoundError(robotId);
    if (robot.state !== 'enabled') throw new RobotNotUsableError(robotId, robot.state, robot.brokenReason);
    const key = this.box.open((await this.robots.findKey(tenantId, robotId))!, keyContext(robotId));
    try {
      return (await this.transport.call(webhookUploadMedia, { key, type: 'file', file })).media_id;
    } catch (error) {
      if (!(error instanceof WecomError) || error.fault !== 'app') throw error;
      const reason = error.errcode === undefined ? error.message : `WeCom code ${error.errcode}`;
      await this.health.broken(robot, reason);
      throw new RobotNotUsableError(robotId, 'broken', reason);
    }
  }
}
