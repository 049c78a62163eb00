import { problemAt, PROBLEMS, type SourceProblem } from '../domain/source-problem';

/** Characters of what the parser would have expected: it lists all that could stand there. */
const LONGEST_WHY = 280;

/** The parser tells the line, and shows the place with an arrow; blocks that do not match know their column. */
export function syntaxProblem(source: string, error: unknown): SourceProblem {
  const { message, lineNumber, column } = error as { message: string; lineNumber?: number; column?: number };
  if (lineNumber !== undefined) return problemAt(lineNumber, (column ?? 0) + 1, PROBLEMS.unmatched(message.replace(/ - \d+:\d+$/, '')));
  const [, line, shown, arrow, expected] = /^Parse error on line (\d+):\n(.*)\n(-*)\^\n([^]*)$/.exec(message) ?? [];
  if (line === undefined) return problemAt(1, 1, PROBLEMS.syntax(message));
  const why = expected.replaceAll("'", '').toLowerCase();
  const place = placeOf(source, shown, arrow.length, Number(line));
  return problemAt(place.line, place.column, PROBLEMS.syntax(why.length > LONGEST_WHY ? `${why.slice(0, LONGEST_WHY)}…` : why));
}

/** The excerpt has no line breaks, and begins with dots when it is not the beginning. */
function placeOf(source: string, shown: string, arrow: number, line: number): { line: number; column: number } {
  const before = shown.slice(0, arrow).replace(/^\.\.\./, '');
  const after = shown.slice(arrow).replace(/\.\.\.$/, '');
  const joined = source.replace(/\n/g, '');
  const at = joined.indexOf(before + after) + before.length;
  if (at < before.length) return { line, column: 1 };
  let [left, number] = [at, 1];
  for (const text of source.split('\n')) {
    if (left < text.length || (left === text.length && number >= line)) break;
    left -= text.length;
    number += 1;
  }
  return { line: number, column: left + 1 };
}
