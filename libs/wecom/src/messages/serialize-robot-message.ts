import { createHash } from 'node:crypto';
import type { RobotContent } from './message-content';

/** The request text of `webhook/send`, made once and stored. A robot has no duplicate check: a repeat posts twice. */
export function serializeRobotMessage(content: RobotContent): string {
  return JSON.stringify(content);
}

/** @param bytes of a JPG or PNG, at most 2 MB (93018 above it) */
export function robotImage(bytes: Buffer): Extract<RobotContent, { msgtype: 'image' }> {
  return { msgtype: 'image', image: { base64: bytes.toString('base64'), md5: createHash('md5').update(bytes).digest('hex') } };
}
