import { MARKDOWN_DIGEST } from './built-in/markdown-digest';
import { TEXT_SHORT } from './built-in/text-short';
import { TEXTCARD_LINK } from './built-in/textcard-link';
import type { Template, TemplateSummary } from './template';

/** The templates that ship with the product, the one for most purposes first. */
export const BUILT_IN_TEMPLATES: readonly Template[] = [MARKDOWN_DIGEST, TEXTCARD_LINK, TEXT_SHORT];

/** What there is to choose from, the one for most purposes first. */
export function templateCatalog(): TemplateSummary[] {
  return BUILT_IN_TEMPLATES.map(({ key, version, msgtype, needsLink, name, description }) => ({ key, version, msgtype, needsLink, name, description }));
}
