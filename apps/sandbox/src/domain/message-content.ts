import type { App } from './app';
import { bytesOf, cutBytes, cutCharacters } from './byte-text';
import type { JsonObject } from './json-value';
import type { Media, MediaType } from './media';
import type { MessageContent } from './message-log';
import { checkUrl } from './message-url';
import { callsBack, checkTemplateCard } from './template-card';
import { WecomError } from './wecom-error';

export interface ContentRules {
  app: App;
  safe: number;
  media: Media;
  /** `touser` is `@all`. */
  toAll: boolean;
  usesPartiesOrTags: boolean;
}

type Check = (payload: JsonObject, rules: ContentRules) => MessageContent;

const TEXT_BYTES = 2048;
const MARKDOWN_BYTES = 2048;
const TITLE_BYTES = 128;
const DESCRIPTION_BYTES = 512;
const PATH_BYTES = 128;
const AUTHOR_BYTES = 64;
const ARTICLE_BYTES = 666 * 1024;
const MOST_ARTICLES = 8;

function text(payload: JsonObject): MessageContent {
  const content = payload.text('content');
  if (content === '') throw new WecomError(44004);
  return { content: cutBytes(content, TEXT_BYTES) };
}

/** Cut or refused is not documented for apps (sheet, U3); refusing shows the sender his mistake. */
export function checkMarkdown(payload: JsonObject, limit: number, field: string): MessageContent {
  const content = payload.text('content');
  if (content === '') throw new WecomError(44004);
  if (bytesOf(content) > limit) throw new WecomError(40058, `${field}.content exceed max length ${limit}`);
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

function articlesOf(payload: JsonObject): JsonObject[] {
  const articles = payload.objects('articles');
  if (articles.length === 0) throw new WecomError(40063, 'articles');
  if (articles.length > MOST_ARTICLES) throw new WecomError(45008);
  if (articles.some((article) => article.text('title') === '')) throw new WecomError(41016);
  return articles;
}

/** @param miniProgramAllowed a robot's articles have no mini-program to stand for the address */
export function checkNews(payload: JsonObject, miniProgramAllowed: boolean): MessageContent {
  const articles = articlesOf(payload).map((article) => {
    const appid = miniProgramAllowed ? article.text('appid') : '';
    const url = article.text('url');
    if (url === '' && appid === '') throw new WecomError(40094, 'articles.url');
    if (bytesOf(article.text('pagepath')) > PATH_BYTES) throw new WecomError(40058, 'articles.pagepath');
    return {
      title: cutBytes(article.text('title'), TITLE_BYTES),
      description: cutBytes(article.text('description'), DESCRIPTION_BYTES),
      ...(url !== '' && { url: checkUrl(url, 'articles.url') }),
      ...(article.text('picurl') !== '' && { picurl: checkUrl(article.text('picurl'), 'articles.picurl') }),
      ...(appid !== '' && { appid, pagepath: article.text('pagepath') }),
    };
  });
  return { articles };
}

function news(payload: JsonObject, { safe }: ContentRules): MessageContent {
  if (safe !== 0) throw new WecomError(40074);
  return checkNews(payload, true);
}

function mpnews(payload: JsonObject, { app, media }: ContentRules): MessageContent {
  const articles = articlesOf(payload).map((article) => {
    media.use(app.corp.corpId, article.text('thumb_media_id'), 'image');
    const content = article.text('content');
    if (content === '') throw new WecomError(44004, 'articles.content');
    if (bytesOf(content) > ARTICLE_BYTES) throw new WecomError(45002);
    if (bytesOf(article.text('author')) > AUTHOR_BYTES) throw new WecomError(45032);
    return {
      title: cutBytes(article.text('title'), TITLE_BYTES),
      thumb_media_id: article.text('thumb_media_id'),
      author: article.text('author'),
      content_source_url: article.text('content_source_url'),
      content,
      digest: cutBytes(article.text('digest'), DESCRIPTION_BYTES),
    };
  });
  return { articles };
}

const SAFE_FILES = ['txt', 'pdf', 'doc', 'docx', 'ppt', 'pptx', 'xls', 'xlsx', 'xml', 'jpg', 'jpeg', 'png', 'bmp', 'gif'];

function fileMessage(type: MediaType): Check {
  return (payload, { app, media, safe }) => {
    const file = media.use(app.corp.corpId, payload.text('media_id'), type);
    const extension = file.fileName.split('.').at(-1)?.toLowerCase() ?? '';
    if (type === 'file' && safe === 1 && !SAFE_FILES.includes(extension)) throw new WecomError(40058, 'safe');
    return {
      media_id: file.mediaId,
      // For the phone page: what the recipient would see of the file.
      file_name: file.fileName,
      file_size: file.size,
      ...(type === 'video' && { title: cutBytes(payload.text('title'), TITLE_BYTES), description: cutBytes(payload.text('description'), DESCRIPTION_BYTES) }),
    };
  };
}

/** Length as WeCom counts a notice's words: a Chinese character is one. */
const characters = (words: string): number => Array.from(words).length;

function miniprogramNotice(payload: JsonObject, { app, toAll }: ContentRules): MessageContent {
  if (toAll) throw new WecomError(60208);
  const title = payload.text('title');
  const description = payload.text('description');
  if (!app.data.miniProgramIds?.includes(payload.text('appid'))) throw new WecomError(90208);
  if (title === '') throw new WecomError(41016);
  if (characters(title) < 4 || characters(title) > 12) throw new WecomError(40058, 'miniprogram_notice.title');
  if (description !== '' && (characters(description) < 4 || characters(description) > 12)) throw new WecomError(40058, 'miniprogram_notice.description');
  const items = payload.objects('content_item');
  if (items.length > 10) throw new WecomError(90201);
  for (const item of items) {
    if (item.text('key') === '' || characters(item.text('key')) > 10) throw new WecomError(90202);
    if (item.text('value') === '' || characters(item.text('value')) > 30) throw new WecomError(90203);
  }
  if (bytesOf(payload.text('page')) > 1024) throw new WecomError(90204);
  return {
    appid: payload.text('appid'),
    page: payload.text('page'),
    title,
    description,
    emphasis_first_item: payload.flag('emphasis_first_item'),
    content_item: items.map((item) => ({ key: item.text('key'), value: item.text('value') })),
  };
}

function templateCard(payload: JsonObject, { app, media }: ContentRules): MessageContent {
  checkTemplateCard(payload, {
    robot: false,
    useFile: (mediaId) => void media.use(app.corp.corpId, mediaId, 'file'),
    memberExists: (userId) => app.memberOf(userId) !== undefined,
  });
  if (callsBack(payload) && !app.data.callback) throw new WecomError(43012);
  return payload.plain;
}

function templateMsg(payload: JsonObject, { app, toAll, usesPartiesOrTags }: ContentRules): MessageContent {
  if (app.data.kind !== 'third_party') throw new WecomError(60206);
  if (toAll || usesPartiesOrTags) throw new WecomError(60208);
  const templateId = payload.text('template_id');
  if (templateId === '' || bytesOf(templateId) > 64) throw new WecomError(60203);
  const items = payload.objects('content_item');
  const fits = items.every((item) => item.text('key') !== '' && characters(item.text('key')) <= 20 && item.text('value') !== '' && characters(item.text('value')) <= 40);
  if (items.length < 1 || items.length > 5 || !fits) throw new WecomError(60205);
  return payload.plain;
}

const CHECKS: Readonly<Record<string, Check>> = {
  text,
  markdown: (payload) => checkMarkdown(payload, MARKDOWN_BYTES, 'markdown'),
  textcard,
  news,
  mpnews,
  image: fileMessage('image'),
  voice: fileMessage('voice'),
  video: fileMessage('video'),
  file: fileMessage('file'),
  miniprogram_notice: miniprogramNotice,
  template_card: templateCard,
  template_msg: templateMsg,
};

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
  const articles = content['articles'] as { title?: string }[] | undefined;
  const main = content['main_title'] as { title?: string } | undefined;
  const candidates = [content['title'], articles?.[0]?.title, main?.title, content['sub_title_text'], content['content'], content['file_name']];
  const words = candidates.find((candidate): candidate is string => typeof candidate === 'string' && candidate !== '') ?? `[${msgType}]`;
  return cutCharacters(words.split('\n').find((line) => line.trim() !== '') ?? '', 80);
}
