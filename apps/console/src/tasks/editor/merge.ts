import type { TaskForm } from './task-form';

type Field = keyof TaskForm;

export interface Merge {
  /** What only one of the two changed is taken from whoever changed it. */
  merged: TaskForm;
  /** Fields that only the other person changed. */
  theirs: Field[];
  /** Fields that both changed, and not alike: somebody must choose. In `merged` they stand as typed here. */
  both: Field[];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** @param base what the form was filled with. @param mine what is in it now. @param saved what somebody else saved meanwhile */
export function mergeOf(base: TaskForm, mine: TaskForm, saved: TaskForm): Merge {
  const fields = Object.keys(saved) as Field[];
  const theirs = fields.filter((field) => !same(base[field], saved[field]) && same(base[field], mine[field]));
  const both = fields.filter((field) => !same(base[field], saved[field]) && !same(base[field], mine[field]) && !same(mine[field], saved[field]));
  const taken = Object.fromEntries(theirs.map((field) => [field, saved[field]]));
  return { merged: { ...mine, ...taken }, theirs, both };
}
