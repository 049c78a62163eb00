export const USER_BINDING_OPTIONS = Symbol('USER_BINDING_OPTIONS');

export interface UserBindingOptions {
  /** Whether this process works on imports, matches and checks; any number of processes may. Default false. */
  workers?: boolean;
  /** How often work is looked for, in milliseconds; default 1000. */
  lookIntervalMs?: number;
  /** Look-ups at WeCom that one process makes at once, at most; default 10. As many may be made twice when a process is killed. */
  concurrentLookups?: number;
  /** Share of a corp's account cap that may be looked up in vain within a day, before a match stops itself; WeCom blocks at 0.2. Default 0.1. */
  wrongLookupShare?: number;
  /** Look-ups in vain that are allowed while the corp's account cap is unknown; default 10. */
  minimumWrongLookups?: number;
  /** Address at which WeCom and browsers reach this system from outside; without it people cannot bind themselves. Its host must be a trusted domain of the app. */
  publicUrl?: string;
  /** Where people sign in inside WeCom; default `https://open.weixin.qq.com`. */
  oauthBaseUrl?: string;
  /** Where people sign in by QR code; default `https://login.work.weixin.qq.com`. */
  loginBaseUrl?: string;
}
