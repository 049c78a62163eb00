import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROUTER = 'src/app/router.tsx';
const LANGUAGES = ['zh-CN', 'en-US'] as const;
const SHELL = 'app/shell.tsx';
/** The one page without it. */
const SIGN_IN = '/sign-in';
const OPENED = /(\w+): \(\) => import\('([^']+)'\)/g;
const PAGE = /\{ (?:path: '([^']+)'|index: true), \.\.\.page\(async \(\) => \(await import\('([^']+)'\)\)\.(\w+)((?:, '\w+')*)\)/g;

/** A page, as the router lists it. */
export interface PageSource {
  name: string;
  /** As the router has it, with a slash before it: `/tasks/:taskId`. */
  path: string;
  /** By language, what is loaded for it besides what every page needs: it, and its texts. */
  modules: Record<string, string[]>;
}

const fileOf = (subject: string): string => subject.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** @param root folder of the console */
export function pagesOf(root: string): PageSource[] {
  const inSource = (path: string): string => join(root, 'src', path);
  const router = readFileSync(join(root, ROUTER), 'utf8');
  const opened = new Map([...router.matchAll(OPENED)].map(([, part = '', module = '']) => [part, inSource(`app/${module}.tsx`)] as const));
  const pages = [...router.matchAll(PAGE)].flatMap(([, path = '', module = '', name = '', texts = '']) => {
    const around = path === SIGN_IN ? [] : [inSource(SHELL)];
    const subjects = [...texts.matchAll(/'(\w+)'/g)].map(([, subject = '']) => fileOf(subject));
    const modulesWith = (...more: string[]): PageSource['modules'] => Object.fromEntries(
      LANGUAGES.map((language) => [
        language,
        [...around, inSource(`app/${module}.tsx`), inSource(`i18n/pack.${language}.ts`), ...subjects.map((subject) => inSource(`i18n/${language}/${subject}.ts`)), ...more],
      ]),
    );
    const page: PageSource = { name, path: path.startsWith('/') ? path : `/${path}`, modules: modulesWith() };
    const [, part = ''] = /:(\w+)\?$/.exec(path) ?? [];
    const above = opened.get(part);
    // The address that names one comes first: the other takes it as well.
    return above ? [{ name: `${name} with ${part}`, path: page.path.slice(0, -1), modules: modulesWith(above) }, page] : [page];
  });
  // The start page leads there.
  const [start, overview] = ['/', '/overview'].map((path) => pages.find((page) => page.path === path));
  if (pages.length < 20 || opened.size === 0 || !start || !overview) throw new Error(`${ROUTER} has changed: build/pages.ts does not find its pages`);
  for (const language of LANGUAGES) start.modules[language]!.push(...overview.modules[language]!);
  return pages;
}
