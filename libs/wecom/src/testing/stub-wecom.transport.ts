import { WecomTransport, type WecomCallOptions } from '../transport/wecom-transport.port';
import type { WecomApi } from '../transport/wecom-api';

export interface StubbedCall {
  name: string;
  input: unknown;
  token: string | undefined;
}

/** The raw reply, an Error, or a function of the input that gives the reply. */
type Answer = unknown;

/**
 * A WeCom that answers what the test says. Answers queued for a call are used first, then its standing answer;
 * a call without any is a mistake of the test and fails.
 */
export class StubWecomTransport extends WecomTransport {
  readonly calls: StubbedCall[] = [];
  private readonly standing = new Map<string, Answer>();
  private readonly queued = new Map<string, Answer[]>();

  /** Answers every call of this name. A function gets the input, and may take its time; an Error is thrown. */
  answer(name: string, answer: Answer): this {
    this.standing.set(name, answer);
    return this;
  }

  /** Answers the next call of this name only. */
  answerNext(name: string, answer: Answer): this {
    this.queued.set(name, [...(this.queued.get(name) ?? []), answer]);
    return this;
  }

  callsOf(name: string): StubbedCall[] {
    return this.calls.filter((call) => call.name === name);
  }

  override async call<TInput, TReply>(api: WecomApi<TInput, TReply>, input: TInput, options: WecomCallOptions = {}): Promise<TReply> {
    this.calls.push({ name: api.name, input, token: options.token });
    const next = this.queued.get(api.name)?.shift() ?? this.standing.get(api.name);
    if (next === undefined) throw new Error(`StubWecomTransport: no answer for ${api.name}; use answer() or answerNext()`);
    const answer: unknown = await (typeof next === 'function' ? (next as (input: unknown) => unknown)(input) : next);
    if (answer instanceof Error) throw answer;
    return api.reply.parse(answer);
  }
}
