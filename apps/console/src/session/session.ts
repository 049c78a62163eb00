import { useSyncExternalStore } from 'react';

/** Why nobody is signed in; the sign-in page says so. */
export type ClosedBecause = 'signed_out' | 'expired';

interface Session {
  token: string;
  /** ISO 8601. */
  expiresAt: string;
}

const KEY = 'wecom-push.session';

function stored(): Session | undefined {
  const text = sessionStorage.getItem(KEY);
  if (text === null) return undefined;
  const kept = JSON.parse(text) as Session;
  return Date.parse(kept.expiresAt) > Date.now() ? kept : undefined;
}

let current = stored();
let closedBecause: ClosedBecause | undefined = !current && sessionStorage.getItem(KEY) !== null ? 'expired' : undefined;
let timer: number | undefined;
const listeners = new Set<() => void>();

function change(next: Session | undefined, because?: ClosedBecause): void {
  current = next;
  closedBecause = because;
  if (next) sessionStorage.setItem(KEY, JSON.stringify(next));
  else sessionStorage.removeItem(KEY);
  watchExpiry();
  for (const listener of listeners) listener();
}

function watchExpiry(): void {
  window.clearTimeout(timer);
  if (current) timer = window.setTimeout(() => session.close('expired'), Date.parse(current.expiresAt) - Date.now());
}

/** The token of this tab. It is kept in sessionStorage: gone when the tab is closed, and no cookie that a foreign page could use. */
export const session = {
  token: (): string | undefined => current?.token,
  open: (opened: Session): void => change({ token: opened.token, expiresAt: opened.expiresAt }),
  close: (because: ClosedBecause): void => {
    if (current) change(undefined, because);
  },
};

watchExpiry();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useToken = (): string | undefined => useSyncExternalStore(subscribe, session.token);
export const useClosedBecause = (): ClosedBecause | undefined => useSyncExternalStore(subscribe, () => closedBecause);
