import type { LocalizedText, MessageType } from '#wecom';
import type { AttachmentKind } from './message-view';

/** Languages of the built-in templates. */
export const TEMPLATE_LANGUAGES = ['zh-CN', 'en-US'] as const satisfies readonly (keyof LocalizedText)[];
export type TemplateLanguage = (typeof TEMPLATE_LANGUAGES)[number];

/** Message types of templates. */
export const MESSAGE_TYPES = ['text', 'markdown', 'markdown_v2', 'textcard', 'news', 'template_card', 'image', 'file'] as const satisfies readonly MessageType[];

/** Where a message can go: through the app, or through group robots. */
export const TEMPLATE_CHANNELS = ['app', 'robot'] as const;
export type TemplateChannel = (typeof TEMPLATE_CHANNELS)[number];

/**
 * Where messages of a type can go. Apps know no `markdown_v2`. A robot has nowhere to upload the picture of a `news`, which needs an address;
 * a `textcard` becomes markdown there, pictures and files are given to the robot itself.
 */
export function channelsOf(msgtype: MessageType): readonly TemplateChannel[] {
  if (msgtype === 'markdown_v2') return ['robot'];
  return msgtype === 'news' ? ['app'] : TEMPLATE_CHANNELS;
}

/** Handlebars sources, one for each field of a message type that a template writes. The address of a card is not a template's matter. */
export interface TemplateSources {
  text: { content: string };
  markdown: { content: string };
  markdown_v2: { content: string };
  textcard: { title: string; description: string; btntxt: string };
  /** One article with the picture of the page. */
  news: { title: string; description: string };
  /** A card of kind text_notice. Each line of `items` is written by the helper `item`; at most 6 are shown. */
  template_card: { source: string; title: string; description: string; number: string; numberLabel: string; subtitle: string; items: string };
  image: { fileName: string };
  file: { fileName: string };
}

interface TemplateOf<T extends MessageType> {
  /** Such as `markdown-digest`; never renamed. */
  key: string;
  /** Grows with every change of a source: a record names the version it was written with, such as `markdown-digest@1`. */
  version: number;
  msgtype: T;
  /** Without a link there is no message, because WeCom demands one. */
  needsLink: boolean;
  /** What is made of the page and sent with the message, or as the message; null for most. */
  attachment: AttachmentKind | null;
  name: LocalizedText;
  description: LocalizedText;
  /** Every line of a source closes the markup that it opens, so that lines may be left out. */
  sources: Record<TemplateLanguage, TemplateSources[T]>;
}

export type Template = { [T in MessageType]: TemplateOf<T> }[MessageType];

/** Whether long tables can go on in further messages: of the types that hold nothing but words. */
export function splitsTables<T extends { msgtype: MessageType }>(template: T): template is Extract<T, { msgtype: 'text' | 'markdown' | 'markdown_v2' }> {
  return template.msgtype === 'text' || template.msgtype === 'markdown' || template.msgtype === 'markdown_v2';
}

/** What people choose a template by. */
export interface TemplateSummary extends Omit<Template, 'sources'> {
  /** Where its messages can go; see {@link channelsOf}. */
  channels: readonly TemplateChannel[];
}
