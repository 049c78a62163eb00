import type { TemplateVariable } from '../queries';

const BLOCK = /\{\{~?\s*(?:#(each|with|if|unless)\s+([\w@./]+)|\/(each|with|if|unless))/g;

const fieldsAt = (variables: readonly TemplateVariable[], path: readonly string[]): readonly TemplateVariable[] =>
  path.reduce<readonly TemplateVariable[]>((fields, name) => fields.find((one) => one.name === name)?.fields ?? [], variables);

/**
 * Variables that can be written behind a text: inside of `{{#each charts}}` those of a chart.
 * @param path what is written before the last dot, such as `change.` or `../`
 */
export function variablesAfter(text: string, path: string, variables: readonly TemplateVariable[]): readonly TemplateVariable[] {
  const open: { block: string; fields: readonly TemplateVariable[] }[] = [];
  const scopes = (): (readonly TemplateVariable[])[] => [variables, ...open.filter(({ block }) => block === 'each' || block === 'with').map(({ fields }) => fields)];
  for (const [, block, of = '', closed] of text.matchAll(BLOCK)) {
    if (closed) open.pop();
    else if (block) open.push({ block, fields: resolve(of.split('/'), scopes()) });
  }
  return resolve(path.split('/'), scopes());
}

/** `../change.value` seen from the innermost of some scopes. */
function resolve(parts: readonly string[], scopes: readonly (readonly TemplateVariable[])[]): readonly TemplateVariable[] {
  const up = parts.filter((part) => part === '..').length;
  const scope = scopes[Math.max(0, scopes.length - 1 - up)] ?? [];
  const names = (parts.at(-1) ?? '').split('.').filter((name) => name !== '' && name !== 'this');
  return parts.at(-1) === '..' ? scope : fieldsAt(scope, names);
}
