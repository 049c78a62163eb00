/** Languages in which people are written to and the console speaks. */
export const LANGUAGES = ['zh-CN', 'en-US'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A sentence in all of them. */
export type Said = Record<Language, string>;
export const inBoth = (english: string, chinese: string): Said => ({ 'en-US': english, 'zh-CN': chinese });
/** What is said in English only stands for the others as well. */
export const saidOf = (what: string | Said): Said => (typeof what === 'string' ? inBoth(what, what) : what);
