import { uuidv7 } from 'uuidv7';

/** @returns a UUIDv7: ids made later sort later, so that indexes grow at their end */
export function newId(): string {
  return uuidv7();
}
