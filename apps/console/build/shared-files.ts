import { gzipSync } from 'node:zlib';
import { build, type Rolldown, type UserConfig } from 'vite';
import { mergeFiles, type FileGroup, type Way } from './merge-files.ts';
import { pagesOf } from './pages.ts';

/** How much it counts what loads a file: pages that people open all day, other pages, and what is opened on a page, as a dialog is. */
const OFTEN = 3;
const PAGE = 1;
const OPENED_LATER = 0.2;
const OPENED_OFTEN = new Set(['SignInPage', 'OverviewPage', 'TasksPage', 'RecordsPage', 'UsersPage']);

type Chunk = Rolldown.OutputChunk;
type Output = Rolldown.RolldownOutput['output'];

/**
 * Which modules share a file. A bundler makes a file of what is needed by the same pages: most are smaller than a kilobyte, and a page asks for 30 to 120. So the console
 * is built once to see what needs what, and merge-files.ts says which of those become one.
 * @param config without a division into files
 * @returns the name of its file, by module
 */
export async function sharedFiles(config: UserConfig, root: string): Promise<ReadonlyMap<string, string>> {
  const { output } = (await build({ ...config, root, configFile: false, logLevel: 'error', build: { ...config.build, write: false } })) as Rolldown.RolldownOutput;
  const names = new Map<string, string>();
  const taken = new Map<string, number>();
  for (const { name, modules } of mergeFiles(filesOf(output, root))) {
    const number = (taken.get(name) ?? 0) + 1;
    taken.set(name, number);
    for (const module of modules) names.set(module, number > 1 ? `${name}-${number}` : name);
  }
  return names;
}

/** Modules of texts; those that list them are needed by everybody. */
const TEXTS = /\/i18n\/(?:pack\.)?(zh-CN|en-US)(?!\/index)/;
const languageOf = ({ moduleIds }: Chunk): string | undefined => moduleIds.map((module) => TEXTS.exec(module)?.[1]).find((language) => language !== undefined);

function filesOf(output: Output, root: string): FileGroup[] {
  const chunks = output.filter((file) => file.type === 'chunk');
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const sheets = new Map(output.flatMap((file) => (file.type === 'asset' && file.fileName.endsWith('.css') ? [[file.fileName, gzipSync(file.source).length] as const] : [])));
  const groups = new Map<Chunk, FileGroup>();
  for (const chunk of chunks) {
    const styles = Array.from(chunk.viteMetadata?.importedCss ?? [], (file) => sheets.get(file) ?? 0);
    const bytes = styles.reduce((sum, size) => sum + size, gzipSync(chunk.code).length);
    groups.set(chunk, { name: chunk.name, largest: bytes, bytes, styled: styles.length > 0, modules: chunk.moduleIds, language: languageOf(chunk), ways: new Set(), imports: new Set() });
  }
  for (const [{ imports }, group] of groups) for (const name of imports) group.imports.add(groups.get(byName.get(name)!)!);

  const need = (way: Way, needed: readonly FileGroup[]): void => {
    for (const group of needed) {
      if (group.ways.has(way)) continue;
      group.ways.add(way);
      need(way, [...group.imports]);
    }
  };
  const holding = new Map(chunks.flatMap((chunk) => chunk.moduleIds.map((module) => [module, groups.get(chunk)!] as const)));
  const first = chunks.filter(({ isEntry }) => isEntry).map((chunk) => groups.get(chunk)!);
  const loadedFirst = new Set<string>();
  for (const { name, modules } of pagesOf(root)) {
    for (const ofLanguage of Object.values(modules)) {
      for (const module of ofLanguage) loadedFirst.add(module);
      need({ weight: OPENED_OFTEN.has(name) ? OFTEN : PAGE }, [...first, ...ofLanguage.map((module) => holding.get(module)!)]);
    }
  }
  for (const chunk of chunks) {
    if (chunk.isDynamicEntry && !loadedFirst.has(chunk.facadeModuleId ?? '')) need({ weight: OPENED_LATER }, [...first, groups.get(chunk)!]);
  }
  return [...groups.values()];
}
