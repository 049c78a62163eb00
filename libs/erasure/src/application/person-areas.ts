import type { PersonTraces } from '#bi-host';

/** What all libs keep of people, in the order in which they are asked. */
export const PERSON_AREAS = Symbol('PERSON_AREAS');
export type PersonAreas = readonly PersonTraces[];
