const WITH_MEANING = /["'<>()[\]*`\\|\s]/g;
const encode = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/**
 * An address that stands safely in an attribute, between the parentheses of a markdown link, and in a card.
 * @returns undefined when it is no http or https address; name and password in it are left out
 */
export function safeLink(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  return url.origin + (url.pathname + url.search + url.hash).replace(WITH_MEANING, encode);
}
