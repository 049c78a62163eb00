import type { WecomApi } from './wecom-api';

export interface WecomCallOptions {
  /** The token of the kind that the call wants; left out only for calls of kind `none`. */
  token?: string;
}

/** The way to WeCom. */
export abstract class WecomTransport {
  /**
   * Makes one call; never retries.
   * @returns the parsed reply of a call that WeCom accepted (errcode 0 or absent)
   * @throws WecomError whose `fault` says what may be done about it
   */
  abstract call<TInput, TReply>(api: WecomApi<TInput, TReply>, input: TInput, options?: WecomCallOptions): Promise<TReply>;
}
