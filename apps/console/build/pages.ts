import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROUTER = 'src/app/router.tsx';
const LANGUAGES = ['zh-CN', 'en-US'] as const;
const SHELL = 'app/shell.tsx';
/** The one page without it. */
const SIGN_IN = '/sign-in';
/** Of the router: what draws a list, and what draws one of it. */
const LISTS = /(\w+): \{ list: (\w+), one: (\w+) \}/g;
const IMPORTED = /import \{ ([\w, ]+) \} from '(\.[^']*\/parts)'/g;
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
  const fileOfPart = (name: string): string => {
    const [, , from = ''] = [...router.matchAll(IMPORTED)].find(([, names = '']) => names.split(', ').includes(name)) ?? [];
    const parts = join(root, 'src/app', from);
    const [, file = ''] = new RegExp(`const ${name} = .*import\\('([^']+)'\\)`).exec(readFileSync(`${parts}.ts`, 'utf8')) ?? [];
    return `${join(dirname(parts), file)}.tsx`;
  };
  const lists = new Map([...router.matchAll(LISTS)].map(([, part = '', list = '', one = '']) => [part, { list: fileOfPart(list), one: fileOfPart(one) }] as const));
  const pages = [...router.matchAll(PAGE)].flatMap(([, path = '', module = '', name = '', texts = '']) => {
    const around = path === SIGN_IN ? [] : [inSource(SHELL)];
    const subjects = [...texts.matchAll(/'(\w+)'/g)].map(([, subject = '']) => fileOf(subject));
    const modulesWith = (...more: string[]): PageSource['modules'] => Object.fromEntries(
      LANGUAGES.map((language) => [
        language,
        [...around, inSource(`app/${module}.tsx`), inSource(`i18n/pack.${language}.ts`), ...subjects.map((subject) => inSource(`i18n/${language}/${subject}.ts`)), ...more],
      ]),
    );
    const [, part = ''] = /:(\w+)\?$/.exec(path) ?? [];
    const drawn = lists.get(part);
    const address = path.startsWith('/') ? path : `/${path}`;
    if (!drawn) return [{ name, path: address, modules: modulesWith() }];
    // The address that names one comes first: the other takes it as well.
    return [{ name: `${name} with ${part}`, path: address.slice(0, -1), modules: modulesWith(drawn.one) }, { name, path: address, modules: modulesWith(drawn.list) }];
  });
  // The start page leads there.
  const [start, overview] = ['/', '/overview'].map((path) => pages.find((page) => page.path === path));
  if (pages.length < 20 || lists.size === 0 || !start || !overview) throw new Error(`${ROUTER} has changed: build/pages.ts does not find its pages`);
  for (const language of LANGUAGES) start.modules[language]!.push(...overview.modules[language]!);
  return pages;
}
