import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete';
import type { TemplateVariables } from '../queries';
import { variablesAfter } from './scope';

const BLOCKS: Completion[] = ['if', 'unless', 'each', 'with'].map((name) => ({ label: `#${name}`, type: 'keyword' }));

interface Words {
  typeOf: (type: TemplateVariables['variables'][number]['type']) => string;
  nullable: string;
}

/** Completes variables of the place, helpers and blocks between `{{` and `}}`. */
export function completionOf({ variables, helpers }: TemplateVariables, words: Words): CompletionSource {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const before = state.sliceDoc(0, pos);
    const opened = before.lastIndexOf('{{');
    if (opened < 0 || before.indexOf('}}', opened) >= 0) return null;
    const [written = ''] = /[#\w@./]*$/.exec(before) ?? [];
    if (written === '' && !explicit && !before.endsWith('{{') && !before.endsWith(' ')) return null;
    const path = /^.*[./]/.exec(written)?.[0] ?? '';
    const found: Completion[] = variablesAfter(before.slice(0, opened), path, variables).map(({ name, type, nullable, example }) => ({
      label: name,
      type: 'variable',
      detail: words.typeOf(type) + (nullable ? ` · ${words.nullable}` : ''),
      info: example || undefined,
      boost: 1,
    }));
    const called: Completion[] = helpers.map(({ name, parameters, example, gives }) => ({ label: name, type: 'function', detail: parameters.join(' '), info: `${gives}\n${example}` }));
    return { from: pos - written.length + path.length, options: path === '' ? [...found, ...called, ...BLOCKS] : found, validFor: /^[#\w@]*$/ };
  };
}
