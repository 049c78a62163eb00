import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';

/**
 * The database does not answer, or ended the connection: what was asked may have been done or not. No DomainError, since nobody may take it for a refusal:
 * of a call to WeCom whose outcome could not be written it is not known that it was not made.
 */
export class DatabaseUnavailableError extends Error {
  readonly code = 'DATABASE_UNAVAILABLE';
  readonly kind = 'unavailable';
  readonly details = {};
  override readonly name = 'DatabaseUnavailableError';

  constructor(cause: unknown) {
    super('The database does not answer: try again in a moment', { cause });
  }
}

/** Of PostgreSQL's codes: class 08, a server that stops, crashed or starts (57P01 to 57P03), and one that has no connection left. */
const SQLSTATES = /^(08...|57P0[123]|53300)$/;
const SYSTEM_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
/** Errors of the driver that have no code. */
const DRIVER_TEXTS = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed and is not queryable)/;

/** TypeORM takes a connection that broke away from its transaction at once, whatever that still asks. */
const RELEASED = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];

/** Does what asks the database. @throws DatabaseUnavailableError in place of the driver's many errors for it; all others as they are */
export async function askingDatabase<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw isUnavailable(error) ? new DatabaseUnavailableError(error) : error;
  }
}

function isUnavailable(error: unknown): boolean {
  // By its fields: an error of Node's own is of no class of ours inside of Jest.
  const { code, message, errors } = (error ?? {}) as { code?: unknown; message?: unknown; errors?: unknown };
  // Several addresses of one name were tried.
  if (Array.isArray(errors)) return errors.some(isUnavailable);
  if (typeof code === 'string') return SQLSTATES.test(code) || SYSTEM_CODES.has(code);
  return (typeof message === 'string' && DRIVER_TEXTS.test(message)) || RELEASED.some((type) => error instanceof type);
}
