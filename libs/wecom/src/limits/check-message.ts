import type { AppMessageContent, RobotContent } from '../messages/message-content';
import { byteLength, shownWidth } from './cut-text';
import { fieldsAt } from './field-path';
import { formFaults, type FormFault } from './form-rules';
import { MESSAGE_LIMITS, type FieldLimit, type OverLimit } from './limit-table';

export interface MessageViolation {
  /** Where, beginning with the message type, such as `news.articles[2].title`. */
  field: string;
  rule: 'too_long' | 'too_short' | 'too_many' | 'too_few' | FormFault['rule'];
  /** What WeCom does about it; with `advice` and `truncated` the message is delivered all the same. */
  over: OverLimit;
  /** Of the broken limit; left out when the rule is about the form. */
  unit?: FieldLimit['unit'];
  limit?: number;
  actual?: number;
}

/** All that WeCom would refuse, cut or show badly in an app message; empty when there is nothing. */
export function checkMessage(content: AppMessageContent): MessageViolation[] {
  return check('app', content);
}

/** As {@link checkMessage}, by the rules of group robots. */
export function checkRobotMessage(content: RobotContent): MessageViolation[] {
  return check('robot', content);
}

/**
 * The limit of one field.
 * @param field under the payload, such as `content` or `articles[].title`
 * @throws RangeError when the table has none: a mistake of the caller
 */
export function messageLimit(channel: FieldLimit['channel'], msgtype: FieldLimit['msgtype'], field: string): FieldLimit {
  const limit = MESSAGE_LIMITS.find((row) => row.channel === channel && row.msgtype === msgtype && row.field === field);
  if (!limit) throw new RangeError(`no limit is known for ${channel} ${msgtype}.${field}`);
  return limit;
}

export interface FieldUse {
  /** As in {@link MessageViolation}. */
  field: string;
  unit: FieldLimit['unit'];
  used: number;
  max: number;
}

/** How much of each limit of a channel a message uses; only fields that are there and have a limit. */
export function measureMessage(channel: FieldLimit['channel'], content: AppMessageContent | RobotContent): FieldUse[] {
  const payload = (content as unknown as Record<string, unknown>)[content.msgtype];
  return MESSAGE_LIMITS.filter((limit) => limit.channel === channel && limit.msgtype === content.msgtype && isOfKind(limit, payload)).flatMap(({ field, unit, max, over }) =>
    fieldsAt(payload, field).flatMap(({ path, value }) => {
      const used = measure(value, unit, over);
      return used === undefined ? [] : [{ field: `${content.msgtype}.${path}`, unit, used, max }];
    }),
  );
}

function check(channel: FieldLimit['channel'], content: AppMessageContent | RobotContent): MessageViolation[] {
  const { msgtype } = content;
  const payload = (content as unknown as Record<string, unknown>)[msgtype];
  const under = (field: string): string => (field ? `${msgtype}.${field}` : msgtype);
  const forms = formFaults(channel, content).map(({ field, rule }): MessageViolation => ({ field: under(field), rule, over: 'refused' }));
  const lengths = MESSAGE_LIMITS.filter((limit) => limit.channel === channel && limit.msgtype === msgtype && isOfKind(limit, payload)).flatMap((limit) =>
    fieldsAt(payload, limit.field).flatMap(({ path, value }) => {
      const actual = measure(value, limit.unit, limit.over);
      const rule = actual === undefined ? undefined : ruleOf(limit, actual);
      if (!rule || actual === undefined) return [];
      const violation: MessageViolation = { field: under(path), rule, over: limit.over, unit: limit.unit, limit: actual > limit.max ? limit.max : (limit.min ?? 0), actual };
      return [violation];
    }),
  );
  return [...forms, ...lengths];
}

function isOfKind(limit: FieldLimit, payload: unknown): boolean {
  return !limit.cardTypes || (limit.cardTypes as readonly unknown[]).includes((payload as { card_type?: unknown } | undefined)?.card_type);
}

function measure(value: unknown, unit: FieldLimit['unit'], over: OverLimit): number | undefined {
  if (unit === 'items') return Array.isArray(value) ? value.length : undefined;
  if (typeof value !== 'string' || value === '') return undefined;
  if (unit === 'bytes') return byteLength(value);
  if (unit === 'decoded_bytes') return Buffer.byteLength(value, 'base64');
  return over === 'advice' ? Math.ceil(shownWidth(value)) : Array.from(value).length;
}

function ruleOf(limit: FieldLimit, actual: number): MessageViolation['rule'] | undefined {
  const list = limit.unit === 'items';
  if (actual > limit.max) return list ? 'too_many' : 'too_long';
  if (actual < (limit.min ?? 0)) return list ? 'too_few' : 'too_short';
  return undefined;
}
