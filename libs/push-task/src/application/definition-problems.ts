import { AuthorizationNotFoundError, AuthorizationNotUsableError } from '#authorization';
import { PageNotAvailableError } from '#bi-host';
import { InvalidInputError, type Said } from '#kernel';

/** What is wrong, by field. */
export type Problems = Record<string, (string | Said)[]>;

/**
 * What an error of a check says of the fields of a definition that was right when it was saved, elsewhere or earlier.
 * @returns undefined when it says nothing of the definition, such as that the host is down
 */
export function definitionProblems(error: unknown): Problems | undefined {
  if (error instanceof InvalidInputError) return error.problems;
  if (error instanceof PageNotAvailableError) return { pageId: [`${error.message}; choose another page`] };
  if (error instanceof AuthorizationNotFoundError || error instanceof AuthorizationNotUsableError) return { 'channel.authorizationId': [`${error.message}; choose another authorization`] };
  return undefined;
}

/** As whoever wrote the definition is told of it. */
export function asInvalidInput(error: unknown): unknown {
  const fields = definitionProblems(error);
  if (!fields || error instanceof InvalidInputError) return error;
  return InvalidInputError.fields(fields);
}
