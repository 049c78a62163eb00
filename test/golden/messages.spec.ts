import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateCatalog, TemplateRenderer } from '#templating';
import { goldenView, PAGE_NAMES, TEMPLATE_LANGUAGES } from './golden-views';

const FOLDER = join(__dirname, 'templates');
const CASES = templateCatalog().flatMap(({ key }) => TEMPLATE_LANGUAGES.map((language) => [key, language] as const));
const renderer = new TemplateRenderer();

/** `npm run golden` records them anew: read what changed. A built-in template whose source changed gets a new version. */
it.each(CASES)('%s in %s is written as it was', (templateKey, language) => {
  const now = Object.fromEntries(PAGE_NAMES.map((name) => [name, renderer.render({ templateKey, language, view: goldenView(name, language) })]));
  const file = join(FOLDER, `${templateKey}.${language}.json`);
  if (process.env['UPDATE_GOLDEN']) writeFileSync(file, `${JSON.stringify(now, null, 1)}\n`);
  expect(now).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});
