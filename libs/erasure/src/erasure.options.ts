export const ERASURE_OPTIONS = Symbol('ERASURE_OPTIONS');

export interface ErasureOptions {
  /** Whether this process works on erasures; any number of processes may. */
  workers: boolean;
}
