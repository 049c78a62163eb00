import type { PageSnapshot } from '#bi-host';
import type { MessageContent } from '#wecom';
import type { Figures } from './figures';

/** What one message is about. */
export interface MessageView {
  title: string;
  /** Words of the task's owner before and after the data; lines are kept. */
  beginning?: string;
  ending?: string;
  /** Where the message leads, http or https; none means a message without a link. */
  link?: string | null;
  /** When the run began: always in the message, to the minute, so that two runs with equal data differ in bytes. */
  runTime: Date;
  /** IANA zone in which all times are shown. */
  zone: string;
  /** Set when the run is late. */
  late?: { plannedAt: Date };
  /** Marks the message as a test. */
  test?: boolean;
  snapshot: PageSnapshot;
  /** Of the last push: changes are told against them. */
  previous?: Figures | null;
  /** Lines about this run that every message shows, such as "data is late"; in the language of the message. */
  notes?: readonly string[];
}

/** A field that did not fit and was shortened. */
export interface FieldCut {
  /** As in the request, such as `markdown.content`; `link` when it was too long to stand in the message. */
  field: string;
  limitBytes: number;
  /** Bytes it would have had. */
  fullBytes: number;
  /** Rows that were left out although the table was split; the bytes are then those of all parts together. */
  rows?: number;
}

export type AttachmentKind = 'page_picture' | 'chart_picture' | 'page_screenshot' | 'xlsx' | 'csv' | 'pdf';

/** What must be made and uploaded before the message can be sent. */
export interface Attachment {
  /** Stands in the content, once, as the whole value of a field (an address that leads nowhere for `image_url`); what WeCom gives for the upload takes its place. */
  placeholder: string;
  kind: AttachmentKind;
  /** A temporary media id, or an address from `media/uploadimg`. */
  use: 'media_id' | 'image_url';
  /** Of a `chart_picture`. */
  chartId?: string;
  /** With its extension; safe as a name of a file. */
  fileName: string;
}

export interface RenderedMessage {
  /** Within WeCom's limits. */
  content: MessageContent;
  /** Empty for most templates. */
  attachments: Attachment[];
  template: { key: string; version: number };
  /** Empty when everything fitted. */
  cut: FieldCut[];
}
