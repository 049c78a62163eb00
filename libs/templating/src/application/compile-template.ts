import type { MessageModel } from '../domain/message-model';
import { TemplateInvalidError } from '../domain/templating.errors';
import type { HelperData } from './helpers';
import { programOf } from './source-program';

/** @throws TemplateInvalidError when a variable does not exist or a helper refuses its arguments */
export type CompiledSource = (model: MessageModel, data: HelperData) => string;

/**
 * Compiles a source once for many renderings. An unknown variable is an error and not an empty place. Nothing is escaped: the
 * model's text is safe already, and HTML entities would show.
 * @throws TemplateInvalidError when the source cannot be read
 */
export function compileSource(source: string): CompiledSource {
  const program = safely(() => programOf(source));
  return (model, data) => safely(() => tidy(program(model, { data })));
}

function safely<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new TemplateInvalidError(`The template cannot be rendered: ${cause}`, {}, error);
  }
}

/** Places that stayed empty leave no more than one empty line. */
function tidy(text: string): string {
  const ended = BLANK_AT_END.test(text) ? text.replace(/[ \t]+$/gm, '') : text;
  return (ended.includes('\n\n\n') ? ended.replace(/\n{3,}/g, '\n\n') : ended).trim();
}

const BLANK_AT_END = /[ \t][\n\r\u2028\u2029]/;
