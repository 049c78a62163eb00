import type { World } from './world';

/** One rule of the WeCom fact sheet that the sandbox imitates: section, what it says, and the proof over the transport. */
export type Rule = readonly [section: string, rule: string, holds: (w: World) => Promise<void>];
