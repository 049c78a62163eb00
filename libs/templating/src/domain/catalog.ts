import { FILE_CSV, FILE_PDF, FILE_XLSX } from './built-in/file';
import { IMAGE_PAGE } from './built-in/image-page';
import { IMAGE_SCREENSHOT } from './built-in/image-screenshot';
import { MARKDOWN_DIGEST } from './built-in/markdown-digest';
import { NEWS_PICTURE } from './built-in/news-picture';
import { ROBOT_DIGEST } from './built-in/robot-digest';
import { TEMPLATE_CARD_NUMBERS } from './built-in/template-card-numbers';
import { TEXT_SHORT } from './built-in/text-short';
import { TEXTCARD_LINK } from './built-in/textcard-link';
import { channelsOf, type Template, type TemplateSummary } from './template';
import { TemplateNotFoundError } from './templating.errors';

/** The templates that ship with the product, the one for most purposes first. */
export const BUILT_IN_TEMPLATES: readonly Template[] = [
  MARKDOWN_DIGEST, TEXTCARD_LINK, TEXT_SHORT, NEWS_PICTURE, TEMPLATE_CARD_NUMBERS, IMAGE_PAGE, IMAGE_SCREENSHOT, ROBOT_DIGEST, FILE_XLSX, FILE_CSV, FILE_PDF,
];

/** @throws TemplateNotFoundError */
export function builtInTemplate(key: string): Template {
  const template = BUILT_IN_TEMPLATES.find((one) => one.key === key);
  if (!template) throw new TemplateNotFoundError(key);
  return template;
}

export const summaryOf = ({ key, version, msgtype, needsLink, attachment, name, description }: Template): TemplateSummary => ({
  key, version, msgtype, channels: channelsOf(msgtype), needsLink, attachment, name, description,
});

/** What there is to choose from, the one for most purposes first. */
export function templateCatalog(): TemplateSummary[] {
  return BUILT_IN_TEMPLATES.map(summaryOf);
}
