const PARAMETER = 'push_user';

/**
 * A host that wants to know who opens a page asks by an empty parameter `push_user` in the address of its page; nobody else is told.
 * It names the person whom the link was made for, and proves nothing: links can be passed on.
 */
export function withOpener(pageUrl: string, hostUserId: string): string {
  const url = new URL(pageUrl);
  if (url.searchParams.get(PARAMETER) !== '') return pageUrl;
  url.searchParams.set(PARAMETER, hostUserId);
  return url.toString();
}
