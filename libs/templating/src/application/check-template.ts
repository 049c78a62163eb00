import { builtInTemplate } from '../domain/catalog';
import { bareView, richView } from '../domain/example-views';
import { strayFields, type SourcesByLanguage } from '../domain/own-template';
import { TEMPLATE_LANGUAGES, type Template } from '../domain/template';
import { TemplateInvalidError } from '../domain/templating.errors';
import { problemAt, PROBLEMS, type SourceProblem } from '../domain/source-problem';
import { checkSource } from './check-source';
import type { TemplateRenderer } from './template-renderer';

export interface TemplateProblem extends SourceProblem {
  /** Such as `zh-CN.content`. */
  source: string;
}

/** The fields of each message type are those of the built-in template of that type. */
const LIKE: Record<Template['msgtype'], string> = {
  text: 'text-short', markdown: 'markdown-digest', markdown_v2: 'robot-digest', textcard: 'textcard-link', news: 'news-picture', template_card: 'template-card-numbers', image: 'image-page', file: 'file-xlsx',
};

/**
 * Refuses a template that could fail later: all its sources are read, then rendered with a rich page and with one where everything is missing.
 * @throws TemplateInvalidError with `details.problems`
 */
export function checkTemplate(template: Template, renderer: TemplateRenderer): void {
  const sources = template.sources as SourcesByLanguage;
  const stray = strayFields(sources, builtInTemplate(LIKE[template.msgtype]).sources);
  if (stray.length > 0) throw invalid([{ source: stray[0], ...problemAt(1, 1, PROBLEMS.strayField(template.msgtype)) }]);
  const problems = TEMPLATE_LANGUAGES.flatMap((language) =>
    Object.entries(sources[language]).flatMap(([field, text]) => checkSource(text).map((problem): TemplateProblem => ({ source: `${language}.${field}`, ...problem }))),
  );
  if (problems.length > 0) throw invalid(problems);
  for (const language of TEMPLATE_LANGUAGES) for (const view of [richView(), bareView()]) renderer.render({ template, language, view });
}

/** What {@link checkTemplate} would refuse, each with its place; what only shows when it is rendered stands at the beginning of the first source. */
export function problemsOf(template: Template, renderer: TemplateRenderer): TemplateProblem[] {
  try {
    checkTemplate(template, renderer);
    return [];
  } catch (error) {
    if (!(error instanceof TemplateInvalidError)) throw error;
    const { problems } = error.details as { problems?: TemplateProblem[] };
    const [field] = Object.keys((template.sources as SourcesByLanguage)[TEMPLATE_LANGUAGES[0]] ?? {});
    return problems ?? [{ source: `${TEMPLATE_LANGUAGES[0]}.${field}`, ...problemAt(1, 1, PROBLEMS.rendering(error.message)) }];
  }
}

function invalid(problems: TemplateProblem[]): TemplateInvalidError {
  const [{ source, line, column, message }] = problems;
  return new TemplateInvalidError(`The template cannot be saved: ${source}, line ${line}, column ${column}: ${message}`, { problems });
}
