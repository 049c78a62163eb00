import { createHash } from 'node:crypto';
import { cutBytes } from './byte-text';
import type { Corp, Member, RobotData } from './corp';
import type { JsonObject } from './json-value';
import type { FrequencyLimits } from './limits';
import type { Media } from './media';
import { checkMarkdown, checkNews } from './message-content';
import type { MessageContent } from './message-log';
import type { Messages } from './messages';
import { checkTemplateCard } from './template-card';
import { WecomError } from './wecom-error';

const TEXT_BYTES = 2048;
const MARKDOWN_BYTES = 4096;
const IMAGE_BYTES = 2 * 1024 * 1024;

/** Owner of a robot's files and key of its messages. */
export const robotSource = (key: string): string => `robot/${key}`;

/** Group robots (sheet, section 8): the key in the address is all there is of credentials. */
export class Robots {
  constructor(
    private readonly corps: () => Iterable<Corp>,
    private readonly limits: FrequencyLimits,
    private readonly media: Media,
    private readonly messages: Messages,
  ) {}

  /** @throws WecomError 93000 no such key, 93004 disabled */
  find(key: string): { robot: RobotData; corp: Corp } {
    for (const corp of this.corps()) {
      const robot = corp.robots.get(key);
      if (!robot) continue;
      if (!robot.enabled) throw new WecomError(93004);
      return { robot, corp };
    }
    throw new WecomError(93000);
  }

  /** webhook/send: posts to the robot's group. */
  send(key: string, body: JsonObject): void {
    const { robot, corp } = this.find(key);
    const msgType = body.text('msgtype');
    const payload = body.object(msgType);
    const content = this.contentOf(robot, corp, msgType, payload);
    this.limits.count(`robot ${key}`, this.limits.settings.robotPerMinute, 'minute');
    const members = robot.userIds.map((userId) => corp.member(userId)).filter((member): member is Member => member !== undefined && member.reachable);
    this.messages.deliver({ from: 'robot', source: robotSource(key), corpId: corp.corpId, agentId: null, robotKey: key, msgType, content, safe: 0 }, members);
  }

  private contentOf(robot: RobotData, corp: Corp, msgType: string, payload: JsonObject | undefined): MessageContent {
    if (!['text', 'markdown', 'markdown_v2', 'image', 'news', 'file', 'voice', 'template_card'].includes(msgType)) throw new WecomError(40008);
    if (!payload) throw new WecomError(93017, msgType);
    const owner = robotSource(robot.key);
    switch (msgType) {
      case 'text':
        if (payload.text('content') === '') throw new WecomError(93017);
        return {
          content: cutBytes(payload.text('content'), TEXT_BYTES),
          mentioned_list: payload.texts('mentioned_list'),
          mentioned_mobile_list: payload.texts('mentioned_mobile_list'),
        };
      case 'image':
        return this.imageOf(owner, payload);
      case 'news':
        return checkNews(payload, false);
      case 'file':
      case 'voice': {
        const file = this.media.use(owner, payload.text('media_id'), msgType);
        return { media_id: file.mediaId, file_name: file.fileName, file_size: file.size };
      }
      case 'template_card':
        checkTemplateCard(payload, {
          robot: true,
          useFile: (mediaId) => void this.media.use(owner, mediaId, 'file'),
          memberExists: (userId) => corp.member(userId) !== undefined,
        });
        return payload.plain;
      default:
        return checkMarkdown(payload, MARKDOWN_BYTES, msgType);
    }
  }

  private imageOf(owner: string, payload: JsonObject): MessageContent {
    const base64 = payload.text('base64');
    if (base64 === '') throw new WecomError(93017);
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length > IMAGE_BYTES) throw new WecomError(93018);
    if (createHash('md5').update(bytes).digest('hex') !== payload.text('md5').toLowerCase()) throw new WecomError(301019);
    const file = this.media.uploadImage(owner, { fileName: 'image', contentType: 'image/png', bytes });
    return { media_id: file.mediaId, file_name: file.fileName, file_size: file.size };
  }
}
