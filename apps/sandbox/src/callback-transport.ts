import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, request } from 'undici';
import { CallbackTransport, type HttpAnswer } from './domain/callbacks/callback-sender';

const ANSWER_BYTES = 64 * 1024;

/** Callbacks over HTTP; the whole exchange must end in time, as with WeCom. */
@Injectable()
export class HttpCallbackTransport extends CallbackTransport implements OnApplicationShutdown {
  private readonly agent = new Agent({ connections: 32 });

  override async request(method: 'GET' | 'POST', url: string, body: string | undefined, timeoutMs: number): Promise<HttpAnswer> {
    const response = await request(url, {
      method,
      body,
      headers: body === undefined ? {} : { 'content-type': 'text/xml' },
      dispatcher: this.agent,
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Not text(): it would hide a byte order mark, which WeCom refuses.
    const text = Buffer.from(await response.body.arrayBuffer()).toString('utf8');
    return { status: response.statusCode, body: text.slice(0, ANSWER_BYTES) };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }
}
