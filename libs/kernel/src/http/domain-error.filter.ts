import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { DatabaseUnavailableError } from '../database/database-unavailable';
import { DomainError, type ErrorKind } from '../errors/domain-error';

const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
};

/** After which a request may be tried again that found no database, in seconds. */
const RETRY_AFTER_SECONDS = 5;

/** Answers `{ code, message, details }` with the status of the error's kind; works on Express and Fastify. */
@Catch(DomainError, DatabaseUnavailableError)
export class DomainErrorFilter implements ExceptionFilter<DomainError | DatabaseUnavailableError> {
  private readonly log = new Logger(DomainErrorFilter.name);

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(error: DomainError | DatabaseUnavailableError, host: ArgumentsHost): void {
    const { httpAdapter } = this.adapterHost;
    const response = host.switchToHttp().getResponse<object>();
    const { code, message, details, status } = answerTo(error);
    if (status === STATUS.unavailable) this.log.warn({ code, details, cause: error.cause instanceof Error ? error.cause.message : undefined }, message);
    if (error instanceof DatabaseUnavailableError) httpAdapter.setHeader(response, 'Retry-After', String(RETRY_AFTER_SECONDS));
    httpAdapter.reply(response, { code, message, details }, status);
  }
}

function answerTo(error: DomainError | DatabaseUnavailableError): { code: string; message: string; details: object; status: number } {
  if (error instanceof DatabaseUnavailableError) return { code: DatabaseUnavailableError.CODE, message: error.message, details: {}, status: STATUS.unavailable };
  return { code: error.code, message: error.message, details: error.details, status: STATUS[error.kind] };
}
