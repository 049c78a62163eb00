/** A content with its texts takes some 10 kB until it is written, a person 1 kB. */
const CONTENT = 10;

/** Contents of one run that are made before they are written; a run with more is written in portions. */
export const CONTENTS_AT_ONCE = 1000;

/** Prepared in one process and not written yet, at most, and written by one transaction: by {@link contentWeight}. One run alone may be more. */
export const PREPARED_AT_ONCE = 20_000;
export const WRITTEN_AT_ONCE = 10_000;
/** Room beside {@link PREPARED_AT_ONCE} for small runs of tenants that hold none: nine of 10 people with a content each. */
export const KEPT_FOR_SMALL = 1_000;

/** How much memory prepared contents for so many people take, in units of about 1 kB. */
export function contentWeight(contents: number, people: number): number {
  return CONTENT * contents + people;
}
