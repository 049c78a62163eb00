/** What a request costs, as bytes that could have come meanwhile: a browser asks for six files at a time, and each takes a round trip. */
const REQUEST_BYTES = 2000;

/** One of the things that people open: a page in a language, a dialog. */
export interface Way {
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
    for (const way of from.ways) into.ways.add(way);
    for (const next of from.imports) into.imports.add(next);
    for (const group of groups) if (group.imports.delete(from)) group.imports.add(into);
    into.imports.delete(into);
  }
  return [...groups];
}

function bestPair(groups: readonly FileGroup[]): [FileGroup, FileGroup] | undefined {
  let best: [FileGroup, FileGroup] | undefined;
  let most = 0;
  for (const [index, a] of groups.entries()) {
    for (const b of groups.slice(index + 1)) {
      const saved = savedBy(a, b);
      if (saved <= most || roundabout(a, b) || roundabout(b, a)) continue;
      best = [a, b];
      most = saved;
    }
  }
  return best;
}

/** Bytes, on all ways together. */
function savedBy(a: FileGroup, b: FileGroup): number {
  const [onA, onB] = [weigh(a.ways), weigh(b.ways)];
  let both = 0;
  for (const way of a.ways) if (b.ways.has(way)) both += way.weight;
  const files = a.styled && b.styled ? 2 : 1;
  return both * files * REQUEST_BYTES - (onB - both) * a.bytes - (onA - both) * b.bytes;
}

const weigh = (ways: Iterable<Way>): number => {
  let sum = 0;
  for (const { weight } of ways) sum += weight;
  return sum;
};

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
