import type { ActorKind } from '#bi-host';

/** One field that a change changed; null where there was, or is, nothing. */
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

export interface TaskChange {
  id: string;
  at: Date;
  /** `create`, `update`, `enable`, `disable`, `hand_over`, `stop`, `run`, `test`. */
  action: string;
  by: { kind: ActorKind; id: string; name: string };
  changes: FieldChange[];
}

const minutes = (seconds: unknown): unknown => (typeof seconds === 'number' ? seconds / 60 : seconds);

/** Names of the audit log that the API has another name for. */
const AS_IN_API: Readonly<Record<string, { field: string; value?: (stored: unknown) => unknown }>> = {
  template: { field: 'templateKey' },
  toleranceSeconds: { field: 'toleranceMinutes', value: minutes },
  graceSeconds: { field: 'graceMinutes', value: minutes },
};

/** Field by field what a line of the audit log says, in the words of the API. */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  const [old, now] = [before, after].map((side) => (side ?? {}) as Record<string, unknown>);
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].map((name) => {
    const { field, value = (stored: unknown) => stored } = AS_IN_API[name] ?? { field: name };
    return { field, before: value(old[name] ?? null), after: value(now[name] ?? null) };
  });
}
