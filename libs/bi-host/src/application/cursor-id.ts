import { InvalidInputError } from '#kernel';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is wrong with a cursor that is ours in form only. */
export const wrongCursor = (): InvalidInputError => InvalidInputError.field('cursor', 'give back nextCursor of the page before as it was, or leave it out');

/** The id in a cursor, which comes back from outside. @throws InvalidInputError (field `cursor`) */
export function cursorId(id: string | undefined): string {
  if (id === undefined || !UUID.test(id)) throw wrongCursor();
  return id;
}
