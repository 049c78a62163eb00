import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the operator decides about the console; the page hands it to its script. */
export interface ConsoleSettings {
  /** Path under which browsers reach this app, as a URL has it (nothing to escape), with a slash at both ends. */
  basePath: string;
  /** Origins of pages that may show the console in a frame and sign people in to it. */
  embedOrigins: readonly string[];
  /** `#rrggbb` */
  themeColor?: string;
}

/** A page as the console's build lists it (apps/console/build/page-files.ts). */
interface PageFiles {
  /** As the router has it: `/tasks/:taskId`, `/records/:recordId?`, `/*`. */
  path: string;
  /** What it needs, by language. */
  files: Readonly<Record<string, readonly string[]>>;
}

interface Build {
  /** When it was made. */
  at: number;
  html: string;
  pages: readonly { address: RegExp; files: PageFiles['files'] }[];
}

const DEFAULT_LANGUAGE = 'zh-CN';
const LANGUAGES: readonly [tag: string, language: string][] = [['zh', DEFAULT_LANGUAGE], ['en', 'en-US']];

/**
 * The one page of the console, whose script makes all others. It names at once what the page at its address needs, so that a browser asks for everything together:
 * it would find the page's own script when it has run the first, and asking costs a round trip each time.
 */
export class ConsolePage {
  private build: Build | undefined;

  constructor(
    private readonly folder: string,
    private readonly settings: ConsoleSettings,
  ) {}

  /** @param languages of the browser, the one it likes best first; a language that was chosen in the console it knows itself, and then asks for its texts later */
  html(address: string, languages: readonly string[]): string {
    const { html, pages } = this.current();
    const language = languages.flatMap((tag) => LANGUAGES.filter(([start]) => tag.toLowerCase().startsWith(start)))[0]?.[1] ?? DEFAULT_LANGUAGE;
    const files = pages.find((page) => page.address.test(address))?.files[language] ?? [];
    const links = files.filter((file) => !html.includes(file)).map((file) => `    ${file.endsWith('.css') ? '<link rel="stylesheet"' : '<link rel="modulepreload"'} crossorigin href="./${file}">\n`);
    return html.replace('  </head>', () => `${links.join('')}  </head>`);
  }

  /** Read again after the console was built again: the files that it named are gone. */
  private current(): Build {
    const index = join(this.folder, 'index.html');
    // None while it is being built.
    const at = statSync(index, { throwIfNoEntry: false })?.mtimeMs;
    if (!this.build || (at !== undefined && at !== this.build.at)) this.build = this.read(index, at ?? 0);
    return this.build;
  }

  private read(index: string, at: number): Build {
    const { basePath, ...settings } = this.settings;
    const head = `<head>\n    <base href="${basePath}" />\n    <meta name="push-console" content="${encodeURIComponent(JSON.stringify(settings))}" />`;
    const pages = JSON.parse(readFileSync(join(this.folder, '.pages.json'), 'utf8')) as PageFiles[];
    return {
      at,
      html: readFileSync(index, 'utf8').replace('<head>', () => head),
      pages: pages.map(({ path, files }) => ({ address: addressesOf(path), files })),
    };
  }
}

/** @returns what the router takes for a page with that path; with a slash at its end or without */
function addressesOf(path: string): RegExp {
  const parts = path.split('/').filter(Boolean).map((part) => {
    if (part === '*') return '(/.*)?';
    if (!part.startsWith(':')) return `/${part}`;
    return part.endsWith('?') ? '(/[^/]+)?' : '/[^/]+';
  });
  return new RegExp(`^${parts.join('')}/?$`);
}
