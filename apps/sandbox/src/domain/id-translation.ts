import type { App } from './app';

const PLACE = /\$(userName|userAlias|userAliasOrName|departmentName)=([^$]+)\$/g;

/** Replaces `$userName=ID$` and the like by names; what cannot be resolved stays as typed (sheet, `enable_id_trans`). */
export function translateIds(text: string, app: App): string {
  return text.replace(PLACE, (typed: string, kind: string, id: string) => {
    if (kind === 'departmentName') return app.visible.parties.has(Number(id)) ? (app.corp.departments.get(Number(id))?.name ?? typed) : typed;
    const member = app.memberOf(id);
    return member && app.sees(member) ? member.name : typed;
  });
}

/** The fields of each message type in which ids are translated; `[]` stands for every item of a list. Markdown has none. */
export const TRANSLATED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  text: ['content'],
  textcard: ['title', 'description'],
  news: ['articles.[].title', 'articles.[].description'],
  mpnews: ['articles.[].title', 'articles.[].digest', 'articles.[].content'],
  miniprogram_notice: ['title', 'description', 'content_item.[].value'],
  template_msg: ['content_item.[].value'],
  template_card: ['source.desc', 'main_title.title', 'main_title.desc', 'sub_title_text', 'horizontal_content_list.[].value'],
};

function translateAt(value: unknown, path: readonly string[], app: App): unknown {
  if (path.length === 0) return typeof value === 'string' ? translateIds(value, app) : value;
  const [step, ...rest] = path;
  if (step === '[]') return Array.isArray(value) ? value.map((item: unknown) => translateAt(item, rest, app)) : value;
  if (typeof value !== 'object' || value === null || !(step in value)) return value;
  const fields = value as Record<string, unknown>;
  return { ...fields, [step]: translateAt(fields[step], rest, app) };
}

export function translateContent<T extends object>(msgType: string, content: T, app: App): T {
  return (TRANSLATED_FIELDS[msgType] ?? []).reduce<unknown>((translated, path) => translateAt(translated, path.split('.'), app), content) as T;
}
