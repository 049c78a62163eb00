import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
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

/** Answers `{ code, message, details }` with the status of the error's kind; works on Express and Fastify. */
@Catch(DomainError)
export class DomainErrorFilter implements ExceptionFilter<DomainError> {
  private readonly log = new Logger(DomainErrorFilter.name);

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(error: DomainError, host: ArgumentsHost): void {
    if (error.kind === 'unavailable') {
      const cause = error.cause instanceof Error ? error.cause.message : undefined;
      this.log.warn({ code: error.code, details: error.details, cause }, error.message);
    }
    const body = { code: error.code, message: error.message, details: error.details };
    this.adapterHost.httpAdapter.reply(host.switchToHttp().getResponse(), body, STATUS[error.kind]);
  }
}
