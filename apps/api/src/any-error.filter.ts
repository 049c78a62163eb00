import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/** What Nest and its body parser answer themselves, such as for an unknown address or a body that is no JSON. */
const CODES: Record<number, string> = { 400: 'BAD_REQUEST', 404: 'NOT_FOUND', 405: 'METHOD_NOT_ALLOWED', 413: 'BODY_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE' };

interface Reply {
  headersSent: boolean;
}

/** Gives every error that is none of our own the same form as those; what is unexpected is logged whole and told to nobody. */
@Catch()
export class AnyErrorFilter implements ExceptionFilter {
  private readonly log = new Logger(AnyErrorFilter.name);

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Reply>();
    const request = host.switchToHttp().getRequest<{ id?: string }>();
    const { httpAdapter } = this.adapterHost;
    if (httpAdapter.isHeadersSent(response)) return httpAdapter.end(response);
    const status = statusOf(error);
    if (status >= 500) this.log.error({ err: error }, 'unexpected fault');
    const body =
      status >= 500
        ? { code: 'INTERNAL', message: 'An unexpected fault in this system; the log has it under the request id', details: { requestId: request.id } }
        : { code: CODES[status] ?? 'REFUSED', message: error instanceof Error ? error.message : 'Refused', details: {} };
    httpAdapter.reply(response, body, status);
  }
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  // The body parser's errors come before Nest and carry their status themselves.
  const { status } = error as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
