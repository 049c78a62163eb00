import type { App } from './app';
import { bytesOf, cutBytes, cutCharacters } from './byte-text';
import type { JsonObject } from './json-value';
import type { MessageContent } from './message-log';
import { WecomError } from './wecom-error';

export interface ContentRules {
  app: App;
  safe: number;
}

type Check = (payload: JsonObject, rules: ContentRules) => MessageContent;

const TEXT_BYTES = 2048;
const MARKDOWN_BYTES = 2048;
export const TITLE_BYTES = 128;
export const DESCRIPTION_BYTES = 512;
const URL_BYTES = 2048;

/** @throws WecomError 45034 without http(s)://, 40039 longer than 2048 bytes */
export function checkUrl(url: string, field: string): string {
  if (!/^https?:\/\//i.test(url)) throw new WecomError(45034, field);
  if (bytesOf(url) > URL_BYTES) throw new WecomError(40039, field);
  return url;
}

function text(payload: JsonObject): MessageContent {
  const content = payload.text('content');
  if (content === '') throw new WecomError(44004);
  return { content: cutBytes(content, TEXT_BYTES) };
}

function markdown(payload: JsonObject): MessageContent {
  const content = payload.text('content');
  if (content === '') throw new WecomError(44004);
  // Cut or refused is not documented (sheet, U3); refusing shows the sender his mistake.
  if (bytesOf(content) > MARKDOWN_BYTES) throw new WecomError(40058, `markdown.content exceed max length ${MARKDOWN_BYTES}`);
  return { content };
}

function textcard(payload: JsonObject): MessageContent {
  const title = payload.text('title');
  const description = payload.text('description');
  if (title === '') throw new WecomError(41016);
  if (description === '') throw new WecomError(41033);
  if (payload.text('url') === '') throw new WecomError(40094);
  return {
    title: cutBytes(title, TITLE_BYTES),
    description: cutBytes(description, DESCRIPTION_BYTES),
    url: checkUrl(payload.text('url'), 'textcard.url'),
    btntxt: cutCharacters(payload.text('btntxt') || '详情', 4),
  };
}

const CHECKS: Readonly<Record<string, Check>> = { text, markdown, textcard };

/**
 * Checks a message's payload and cuts it as WeCom does (sheet, 4.3).
 * @throws WecomError 40008 for a type that message/send does not know; else the code of the first thing wrong
 */
export function checkContent(msgType: string, body: JsonObject, rules: ContentRules): MessageContent {
  const check = CHECKS[msgType];
  if (!check) throw new WecomError(40008);
  if (rules.safe !== 0 && rules.safe !== 1 && !(rules.safe === 2 && msgType === 'mpnews')) throw new WecomError(40058, 'safe');
  const payload = body.object(msgType);
  if (!payload) throw new WecomError(msgType === 'text' || msgType === 'markdown' ? 44004 : 40063, msgType);
  return check(payload, rules);
}

/** The line by which people and tests recognise a message. */
export function titleOf(msgType: string, content: MessageContent): string {
  const title = typeof content['title'] === 'string' ? content['title'] : undefined;
  const articles = content['articles'] as { title?: string }[] | undefined;
  const main = content['main_title'] as { title?: string } | undefined;
  const words = title ?? articles?.[0]?.title ?? main?.title ?? (typeof content['content'] === 'string' ? content['content'] : `[${msgType}]`);
  return cutCharacters(words.split('\n').find((line) => line.trim() !== '') ?? '', 80);
}
