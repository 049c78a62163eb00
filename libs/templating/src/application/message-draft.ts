import { byteLength, cutToBytes, cutToWidth, messageLimit, type FieldLimit, type MessageType } from '#wecom';
import { buildModel } from '../domain/build-model';
import { detailLevels, richestDetail, type Detail } from '../domain/detail';
import type { MessageModel } from '../domain/message-model';
import type { Attachment, AttachmentKind, FieldCut, MessageView } from '../domain/message-view';
import type { TemplateLanguage } from '../domain/template';
import type { CompiledSource } from './compile-template';
import { fit } from './fit';
import { WorkBudget } from './work-budget';

export interface DraftOptions {
  msgtype: MessageType;
  language: TemplateLanguage;
  view: MessageView;
  /** Safe. */
  link: string | null;
  compile: (source: string) => CompiledSource;
}

/** A message under way: writes sources into fields within WeCom's limits, and notes what was cut and what must be attached. */
export class MessageDraft {
  readonly cut: FieldCut[] = [];
  readonly attachments: Attachment[] = [];
  private readonly richest: Detail;
  private made: { detail: Detail; model: MessageModel } | undefined;

  constructor(private readonly options: DraftOptions) {
    this.richest = richestDetail(options.view);
  }

  /** Lines that lose what matters least first. @param finish what the field holds of them; never longer */
  lines(field: string, source: string, finish = (text: string): string => text): string {
    const { msgtype, view } = this.options;
    const place = placeOf(msgtype, field);
    const { text, cut } = fit(place, levelsFrom(this.richest, view, place.limitBytes), (detail) => this.run(source, detail), finish);
    this.cut.push(...cut);
    return text;
  }

  /** One line without markup, which may be cut anywhere. @param limitField as in the table of limits, where it is named otherwise there */
  line(field: string, source: string, limitField = field): string {
    return this.cutLine(field, limitField, this.full(source).replace(/\n+/g, ' '));
  }

  cutLine(field: string, limitField: string, full: string): string {
    const { max, unit } = limitOf(this.options.msgtype, limitField);
    const text = unit === 'bytes' ? cutToBytes(full, max) : cutToWidth(full, max);
    if (text !== full) this.noteCut(field, unit === 'bytes' ? max : byteLength(text.slice(0, -1)), byteLength(full));
    return text;
  }

  /** @param limitBytes of a limit that WeCom does not count in bytes: those that are left */
  noteCut(field: string, limitBytes: number, fullBytes: number): void {
    this.cut.push({ field: `${this.options.msgtype}.${field}`, limitBytes, fullBytes });
  }

  /** All that a source says, however long. */
  full(source: string): string {
    return this.run(source, this.richest);
  }

  /** @returns the placeholder that the content holds until the media is there */
  attach(kind: AttachmentKind, use: Attachment['use'], fileName: string): string {
    const number = this.attachments.length + 1;
    const placeholder = use === 'image_url' ? `https://attachment.invalid/${number}` : `attachment:${number}`;
    this.attachments.push({ placeholder, kind, use, fileName: safeFileName(fileName) });
    return placeholder;
  }

  private run(source: string, detail: Detail): string {
    const { msgtype, language, view, link } = this.options;
    if (this.made?.detail !== detail) this.made = { detail, model: buildModel(view, link, { msgtype, language, detail }) };
    return this.options.compile(source)(this.made.model, { detail, colors: msgtype === 'markdown', budget: new WorkBudget() });
  }
}

/** A field as cuts name it, with its limit. */
export function placeOf(msgtype: MessageType, field: string): { field: string; limitBytes: number } {
  return { field: `${msgtype}.${field}`, limitBytes: limitOf(msgtype, field).max };
}

/** The model of the richest level is made already, perhaps. */
function* levelsFrom(richest: Detail, view: MessageView, limitBytes: number): Generator<Detail, void> {
  yield richest;
  const levels = detailLevels(view, limitBytes);
  levels.next();
  yield* levels;
}

/** Of a field that robots have too the smaller one: a template is written for both. */
function limitOf(msgtype: MessageType, field: string): FieldLimit {
  if (msgtype === 'markdown_v2') return messageLimit('robot', msgtype, field);
  const app = messageLimit('app', msgtype, field);
  return msgtype === 'template_card' ? smaller(app, messageLimit('robot', msgtype, field)) : app;
}

const smaller = (one: FieldLimit, other: FieldLimit): FieldLimit => (one.max <= other.max ? one : other);

/** WeCom shows a long name badly, and file systems refuse one. */
const FILE_NAME_BYTES = 160;

function safeFileName(raw: string): string {
  const [, name, extension] = /^(.*?)(\.[a-z]+)?$/su.exec(raw) ?? [];
  const safe = name.replace(/:/g, '.').replace(/[\\/*?"<>|\p{Cc}]+/gu, ' ').replace(/^[. ]+/, '').trim();
  return cutToBytes(safe || 'report', FILE_NAME_BYTES) + (extension ?? '');
}
