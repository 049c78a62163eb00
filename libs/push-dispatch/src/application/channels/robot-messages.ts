import { Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import { mayMention, robotContentOf, RobotMentions, RobotNotFoundError, RobotNotUsableError, RobotUploader, type PushRobot } from '#robots';
import type { RenderedMessage } from '#templating';
import { robotImage, serializeRobotMessage, type RobotContent } from '#wecom';
import { reason } from '../../domain/reasons';
import { AttachmentsService, nameOf, notUploaded, wecomFile, type AttachmentSource } from '../attachments.service';
import { robotsOf } from '../run-spec';
import type { CarriedMessage } from './open-channel';

/** Makes of a rendered message what each robot posts: with its own people mentioned, and its own upload of a file. */
@Injectable()
export class RobotMessages {
  constructor(
    private readonly mentions: RobotMentions,
    private readonly uploader: RobotUploader,
    private readonly attachments: AttachmentsService,
  ) {}

  /** A robot that cannot take the file is skipped, the others go on. @throws TryAgainError. @throws MediaRefusedError */
  async make(message: RenderedMessage, source: AttachmentSource, robots: readonly PushRobot[]): Promise<CarriedMessage> {
    const carried: CarriedMessage = { content: message.content, calls: [], skipped: [] };
    const make = await this.makerOf(message, source);
    for (const robot of robots) {
      const recipient = { hostUserId: robot.id, hostUserName: robot.name, robot: true };
      try {
        const content = await make(robot);
        if (carried.calls.length === 0) carried.content = recorded(content);
        carried.calls.push({ id: newId(), channel: 'robot', targetId: robot.id, body: serializeRobotMessage(content), recipients: [recipient] });
      } catch (error) {
        if (!(error instanceof RobotNotUsableError || error instanceof RobotNotFoundError)) throw error;
        carried.skipped.push({ ...recipient, reason: reason('ROBOT_NOT_USABLE', error.message) });
      }
    }
    return carried;
  }

  /** What is the same for all robots is made once. */
  private async makerOf({ content, attachments }: RenderedMessage, source: AttachmentSource): Promise<(robot: PushRobot) => Promise<RobotContent>> {
    const [attachment] = attachments;
    switch (content.msgtype) {
      case 'image': {
        const image = robotImage((await this.attachments.bytesOf(attachment, source)).bytes);
        return async () => image;
      }
      case 'file': {
        const file = await this.attachments.bytesOf(attachment, source);
        return async ({ tenantId, id }) => {
          try {
            return { msgtype: 'file', file: { media_id: await this.uploader.upload(tenantId, id, wecomFile(nameOf(attachment, file), file)) } };
          } catch (error) {
            throw notUploaded(error, source.run.spec.language);
          }
        };
      }
      default:
        return async (robot) => robotContentOf(content, mayMention(content.msgtype) ? await this.accountsOf(robot, source) : []);
    }
  }

  private accountsOf(robot: PushRobot, { run }: AttachmentSource): Promise<string[]> {
    return this.mentions.accountsOf(run.tenantId, [robot.mention, robotsOf(run.spec).mention]);
  }
}

/** A record keeps no picture: it is as large as the data it shows, and stands in the call. */
function recorded(content: RobotContent): RobotContent {
  return content.msgtype === 'image' ? { msgtype: 'image', image: { base64: '', md5: content.image.md5 } } : content;
}
