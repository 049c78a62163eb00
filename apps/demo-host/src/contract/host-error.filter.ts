import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { DomainError, type ErrorKind } from '#kernel';
import { PageNotAvailableError } from './host.errors';

const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
};

interface Answer {
  status: number;
  body: { code: string; message: string; problem?: string };
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  // Express's body parser throws plain errors that carry their status.
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function answerTo(error: unknown): Answer {
  if (error instanceof DomainError) {
    const problem = error instanceof PageNotAvailableError ? { problem: error.problem } : {};
    return { status: STATUS[error.kind], body: { code: error.code, message: error.message, ...problem } };
  }
  const status = statusOf(error);
  if (status === 404) return { status, body: { code: 'NOT_FOUND', message: 'There is nothing at this address' } };
  if (status === 413) return { status, body: { code: 'TOO_LARGE', message: 'The request body is too large' } };
  if (status < 500) return { status, body: { code: 'INVALID_INPUT', message: 'The request cannot be read' } };
  return { status, body: { code: 'INTERNAL', message: 'The host failed; see its log' } };
}

/** Errors as the host contract wants them: `{ code, message, problem? }`; what is not an error of ours is a 500 and is logged. */
@Catch()
export class HostErrorFilter implements ExceptionFilter {
  private readonly log = new Logger(HostErrorFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const { status, body } = answerTo(error);
    if (status >= 500) this.log.error({ err: error }, 'request failed');
    host.switchToHttp().getResponse<Response>().status(status).json(body);
  }
}
