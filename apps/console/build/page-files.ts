import type { Plugin } from 'vite';
import { pagesOf } from './pages.ts';

/** Writes down which files each page needs, for the API app, which names them in the page that it sends, and for the test of their size. */
export function pageFiles(): Plugin {
  let root: string;
  return {
    name: 'page-files',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    generateBundle: {
      // Sheets of styles are made last.
      order: 'post',
      handler(_, bundle) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const holding = new Map(chunks.flatMap((chunk) => chunk.moduleIds.map((module) => [module, chunk] as const)));
        const filesOf = (modules: readonly string[]): string[] => {
          const files = new Set<string>();
          const add = (chunk: (typeof chunks)[number]): void => {
            if (files.has(chunk.fileName)) return;
            files.add(chunk.fileName);
            for (const sheet of chunk.viteMetadata?.importedCss ?? []) files.add(sheet);
            for (const name of chunk.imports) {
              const next = bundle[name];
              if (next?.type === 'chunk') add(next);
            }
          };
          chunks.filter(({ isEntry }) => isEntry).forEach(add);
          for (const module of modules) add(holding.get(module) ?? this.error(`${module} is in no file`));
          return [...files];
        };
        const pages = pagesOf(root).map(({ name, path, modules }) => ({
          name,
          path,
          files: Object.fromEntries(Object.entries(modules).map(([language, ofLanguage]) => [language, filesOf(ofLanguage)])),
        }));
        this.emitFile({ type: 'asset', fileName: '.pages.json', source: JSON.stringify(pages) });
      },
    },
  };
}
