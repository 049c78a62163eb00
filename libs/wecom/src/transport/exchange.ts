import type { Dispatcher } from 'undici';

export interface HttpReply {
  status: number;
  body: Buffer;
}

/** An HTTP exchange without a whole reply. */
export class ExchangeError extends Error {
  /** @param sent whether a byte of the request may have left this process */
  constructor(
    message: string,
    readonly sent: boolean,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'ExchangeError';
  }
}

/**
 * One request and its whole reply, at the level of undici's handlers: only there is it known whether a request was
 * still waiting for a connection (safe to repeat) or had begun to be written, and it spares a stream per reply.
 * @param deadlineMs from now to the last byte of the reply, in milliseconds
 * @param released called once, when undici holds nothing of this request any more (it may come after the deadline)
 * @throws ExchangeError
 */
export function exchange(dispatcher: Dispatcher, request: Dispatcher.DispatchOptions, deadlineMs: number, released: () => void): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    const handler = new ExchangeHandler(resolve, reject, released, deadlineMs);
    dispatcher.dispatch(request, handler);
  });
}

class ExchangeHandler implements Dispatcher.DispatchHandler {
  private readonly timer: NodeJS.Timeout;
  private readonly chunks: Buffer[] = [];
  private controller: Dispatcher.DispatchController | undefined;
  private status = 0;
  private expired: ExchangeError | undefined;

  constructor(
    private readonly resolve: (reply: HttpReply) => void,
    private readonly reject: (error: ExchangeError) => void,
    private readonly released: () => void,
    deadlineMs: number,
  ) {
    this.timer = setTimeout(() => this.expire(deadlineMs), deadlineMs);
  }

  /** Called when a connection is free, right before the first byte is written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Its caller has been told that nothing was sent: now it must not be.
    if (this.expired) controller.abort(this.expired);
    else this.controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.timer);
    this.released();
    this.resolve({ status: this.status, body: this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks) });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    clearTimeout(this.timer);
    this.released();
    this.reject(new ExchangeError(error.message, this.controller !== undefined, error));
  }

  private expire(deadlineMs: number): void {
    this.expired = new ExchangeError(`no whole reply within ${deadlineMs} ms`, this.controller !== undefined);
    this.reject(this.expired);
    this.controller?.abort(this.expired);
  }
}
