/**
 * JSON texts as one parameter, which `string_to_array($1, E'\n')` takes apart again: JSON on one line holds no line break. The driver escapes elements of an
 * array letter by letter, here and in PostgreSQL; for long texts that was a quarter of all memory that a push with a content for each person took.
 * @throws RangeError when one of them stands on several lines
 */
export function jsonLines(texts: readonly string[]): string {
  if (texts.some((text) => text.includes('\n'))) throw new RangeError('a JSON text must stand on one line');
  return texts.join('\n');
}
