import Handlebars from 'handlebars';
import type { MessageModel } from '../domain/message-model';
import { TemplateInvalidError } from '../domain/templating.errors';
import { HELPERS, type HelperData } from './helpers';

/** @throws TemplateInvalidError when a variable does not exist or a helper refuses its arguments */
export type CompiledSource = (model: MessageModel, data: HelperData) => string;

/** Handlebars with our helpers alone; of its own it knows if, unless and with. */
export function createHandlebars(): typeof Handlebars {
  const handlebars = Handlebars.create();
  handlebars.unregisterHelper('log');
  handlebars.unregisterHelper('lookup');
  handlebars.registerHelper(HELPERS);
  return handlebars;
}

const KNOWN_HELPERS = { ...Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true])), log: false, lookup: false };

/**
 * Compiles a source once for many renderings.
 * `strict`: an unknown variable is an error and not an empty place. `noEscape`: the model's text is safe already; HTML entities would show.
 */
export function compileSource(handlebars: typeof Handlebars, source: string): CompiledSource {
  const template = handlebars.compile<MessageModel>(source, { strict: true, knownHelpersOnly: true, knownHelpers: KNOWN_HELPERS, noEscape: true });
  return (model, data) => {
    try {
      return tidy(template(model, { data }));
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      throw new TemplateInvalidError(`The template cannot be rendered: ${cause}`, {}, error);
    }
  };
}

/** Places that stayed empty leave no more than one empty line. */
function tidy(text: string): string {
  return text.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim();
}
