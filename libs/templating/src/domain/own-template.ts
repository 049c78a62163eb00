import type { MessageType } from '#wecom';
import type { AttachmentKind } from './message-view';
import type { Template, TemplateLanguage } from './template';

export type OwnTemplateState = 'active' | 'archived';

/** Sources by language, then by field; which fields there are depends on the message type. */
export type SourcesByLanguage = Record<TemplateLanguage, Record<string, string>>;

/** A template that a tenant made by copying another, with the sources of its newest version. */
export interface OwnTemplate {
  tenantId: string;
  id: string;
  name: string;
  msgtype: MessageType;
  attachment: AttachmentKind | null;
  /** An archived one still serves the tasks that name it, and is offered to no other. */
  state: OwnTemplateState;
  /** Of the sources; what a record names. A stored version is never changed. */
  newestVersion: number;
  sources: SourcesByLanguage;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string;
  /** Of the row, for optimistic locking. */
  version: number;
}

/** What a template was written with from one change of its sources to the next; never changed. */
export interface TemplateVersion {
  version: number;
  sources: SourcesByLanguage;
  createdAt: Date;
  createdBy: string;
}

export const MAX_NAME_LENGTH = 60;
const WITH_LINK: readonly MessageType[] = ['textcard', 'news', 'template_card'];

export const needsLink = (msgtype: MessageType): boolean => WITH_LINK.includes(msgtype);

/** As the renderer takes it. The shape of the sources was checked against its origin when it was saved. */
export function templateOf({ id, newestVersion, msgtype, attachment, name, sources }: Pick<OwnTemplate, 'id' | 'newestVersion' | 'msgtype' | 'attachment' | 'name' | 'sources'>): Template {
  const words = { 'zh-CN': name, 'en-US': name };
  return { key: id, version: newestVersion, msgtype, needsLink: needsLink(msgtype), attachment, name: words, description: words, sources } as unknown as Template;
}

/** Fields that are missing or too many, as `zh-CN.title`. */
export function strayFields(sources: SourcesByLanguage, like: SourcesByLanguage): string[] {
  const languages = Object.keys(like) as TemplateLanguage[];
  return languages.flatMap((language) => {
    const [given, wanted] = [Object.keys(sources[language] ?? {}), Object.keys(like[language])];
    return [...wanted.filter((field) => !given.includes(field)), ...given.filter((field) => !wanted.includes(field))].map((field) => `${language}.${field}`);
  });
}
