import { setFlagsFromString } from 'node:v8';

/** How far the heap may grow over what lives in it before it is collected, in percent. Where V8 may take 2 GB it lets it grow by 300. */
const GROWTH_PERCENT = 50;

/** Has V8 collect the heap of this process early: see docs/adr/0036. Of what is young nothing changes. */
export function keepHeapSmall(): void {
  // V8 asks for it after each collection; a limit of the heap, which has the same effect, can only be given where the process is started.
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
