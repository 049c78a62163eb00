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
    if (error.kind === 'unavailable') {
      const cause = error.cause instanceof Error ? error.cause.message : undefined;
      this.log.warn({ code: error.code, details: error.details, cause }, error.message);
    }
    if (error instanceof DatabaseUnavailableError) httpAdapter.setHeader(response, 'Retry-After', String(RETRY_AFTER_SECONDS));
    const body = { code: error.code, message: error.message, details: error.details };
    httpAdapter.reply(response, body, STATUS[error.kind]);
  }
}
