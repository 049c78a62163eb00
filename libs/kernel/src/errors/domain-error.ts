import { saidOf, type Said } from '../language';

/** What an error means to a caller; {@link DomainErrorFilter} maps it to an HTTP status. */
export type ErrorKind = 'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'rate_limited' | 'unavailable';

/**
 * An error that a caller may act on. `code` is API: it is never renamed and stands in the README of its lib.
 * Anything else that is thrown is a bug and ends as HTTP 500, but for a database that does not answer ({@link DatabaseUnavailableError}).
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;

  /**
   * @param message one sentence: what is wrong and what to do about it; never holds a secret
   * @param details machine-readable facts, returned to the caller as they are; never hold a secret
   */
  constructor(
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = new.target.name;
  }
}

/**
 * A request, file or setting that is not valid; `details.fields` maps each wrong field to what is wrong with it, `details.texts` those of which it is said in all
 * languages.
 */
export class InvalidInputError extends DomainError {
  readonly code = 'INVALID_INPUT';
  readonly kind = 'invalid';

  /**
   * @param field path of the wrong field as the caller wrote it, such as `schedule.cron`
   * @param what is wrong and what to do about it; in all languages where somebody may meet it in the console
   */
  static field(field: string, what: string | Said): InvalidInputError {
    return InvalidInputError.fields({ [field]: [what] });
  }

  /** What is wrong with each field, as {@link fields} takes it. */
  get problems(): Record<string, (string | Said)[]> {
    const { fields, texts } = this.details as { fields: Record<string, string[]>; texts?: Record<string, Said[]> };
    return { ...fields, ...texts };
  }

  /** @param wrong what is wrong with each field; where one thing is said in all languages, all of its field are in `details.texts` */
  static fields(wrong: Readonly<Record<string, readonly (string | Said)[]>>): InvalidInputError {
    const fields = Object.fromEntries(Object.entries(wrong).map(([field, problems]) => [field, problems.map((what) => saidOf(what)['en-US'])]));
    const said = Object.entries(wrong).filter(([, problems]) => problems.some((what) => typeof what !== 'string'));
    const texts = Object.fromEntries(said.map(([field, problems]) => [field, problems.map(saidOf)]));
    const sentences = Object.entries(fields).map(([field, problems]) => `${field}: ${problems.join(', ')}`);
    return new InvalidInputError(sentences.join('; '), { fields, ...(said.length > 0 && { texts }) });
  }
}
