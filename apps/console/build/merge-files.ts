/** What a request costs, as bytes that could have come meanwhile: a browser asks for six files at a time, and each takes a round trip. */
const REQUEST_BYTES = 2000;

/** What one page may be burdened with at a time, in bytes, however many others are served by it. */
const MOST_IN_VAIN = 20_000;

/** One of the things that people open: a page in a language, a dialog. */
export interface Way {
  /** 1 for a page; more for those that are opened all day, less for what is opened on one. */
  weight: number;
}

/** Modules that are loaded together. */
export interface FileGroup {
  /** That of the largest that became part of it. */
  name: string;
  largest: number;
  /** As gzip makes them, with its sheet of styles. */
  bytes: number;
  /** Its sheet is a file as well. */
  styled: boolean;
  modules: string[];
  /** Of texts; nobody reads two, so they stand beside texts of the same one only. */
  language?: string;
  /** Who loads it. */
  ways: Set<Way>;
  imports: Set<FileGroup>;
}

/** Makes one file of those two that save most in requests against what it costs in bytes that are not needed, until none save any more. */
export function mergeFiles(files: readonly FileGroup[]): FileGroup[] {
  const groups = new Set(files);
  for (let pair = bestPair([...groups]); pair; pair = bestPair([...groups])) {
    const [into, from] = pair;
    groups.delete(from);
    if (from.largest > into.largest) [into.name, into.largest] = [from.name, from.largest];
    into.bytes += from.bytes;
    into.styled ||= from.styled;
    into.modules = [...into.modules, ...from.modules];
    for (const next of from.imports) into.imports.add(next);
    for (const group of groups) if (group.imports.delete(from)) group.imports.add(into);
    into.imports.delete(into);
    // Whoever loads the file loads what all of it imports.
    const ways = [...into.ways, ...from.ways];
    for (const group of withImports(into)) for (const way of ways) group.ways.add(way);
  }
  return [...groups];
}

function bestPair(groups: readonly FileGroup[]): [FileGroup, FileGroup] | undefined {
  let best: [FileGroup, FileGroup] | undefined;
  let most = 0;
  const loaded = new Map(groups.map((group) => [group, withImports(group)]));
  for (const [index, a] of groups.entries()) {
    for (const b of groups.slice(index + 1)) {
      const saved = savedBy(a, b, loaded);
      if (saved <= most || a.language !== b.language || roundabout(a, b) || roundabout(b, a)) continue;
      best = [a, b];
      most = saved;
    }
  }
  return best;
}

/** Bytes, on all ways together. @param loaded what comes with each file */
function savedBy(a: FileGroup, b: FileGroup, loaded: ReadonlyMap<FileGroup, ReadonlySet<FileGroup>>): number {
  let both = 0;
  for (const way of a.ways) if (b.ways.has(way)) both += way.weight;
  const saved = both * (a.styled && b.styled ? 2 : 1) * REQUEST_BYTES;
  return saved > 0 ? saved - lostBy(a.ways, loaded.get(b)!, saved) - lostBy(b.ways, loaded.get(a)!, saved) : 0;
}

/** What comes in vain on these ways: those of the files, one and what it imports, that are not needed there. @param enough counted no further */
function lostBy(ways: ReadonlySet<Way>, files: ReadonlySet<FileGroup>, enough: number): number {
  let lost = 0;
  for (const way of ways) {
    let inVain = 0;
    for (const file of files) if (!file.ways.has(way)) inVain += file.bytes;
    if (inVain > MOST_IN_VAIN && way.weight >= 1) return Infinity;
    lost += way.weight * inVain;
    if (lost >= enough) break;
  }
  return lost;
}

function withImports(file: FileGroup): Set<FileGroup> {
  const all = new Set([file]);
  for (const group of all) for (const next of group.imports) all.add(next);
  return all;
}

/** One imports the other by way of a third: as one file, that and the third would import each other, and a module could run before what it needs. */
function roundabout(from: FileGroup, to: FileGroup): boolean {
  const seen = new Set<FileGroup>();
  const leadsThere = (group: FileGroup): boolean =>
    [...group.imports].some((next) => {
      if (next === to) return group !== from;
      if (seen.has(next)) return false;
      seen.add(next);
      return leadsThere(next);
    });
  return leadsThere(from);
}
