import { isRecord } from '../../api/api-error';

export interface LeafChange {
  /** Names of fields, from the outermost. */
  path: string[];
  before: unknown;
  after: unknown;
}

/** What differs inside of two values: objects field by field, everything else as a whole. */
export function leafChanges(before: unknown, after: unknown, path: string[] = []): LeafChange[] {
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => leafChanges(before[name], after[name], [...path, name]));
  }
  return JSON.stringify(before ?? null) === JSON.stringify(after ?? null) ? [] : [{ path, before, after }];
}
