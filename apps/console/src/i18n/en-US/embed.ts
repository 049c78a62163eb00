import type { Messages } from '../zh-CN';

export const embed: Messages['embed'] = {
  noToken: 'The page around did not say who is signed in',
  noTokenText: 'Sign in again in the BI page around this one, then try again. If this stays, ask the administrator whether that page’s origin stands in CONSOLE_EMBED_ORIGINS.',
};
