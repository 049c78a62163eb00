import { useSyncExternalStore } from 'react';
import { embedded } from '../embed/embed';

/** Why nobody is signed in; the sign-in page says so. */
export type ClosedBecause = 'signed_out' | 'expired';

interface Session {
  token: string;
  /** ISO 8601. */
  expiresAt: string;
}

const KEY = 'wecom-push.session';

/** In a frame the page around gives the token, each time: a kept one might be of whoever was signed in there before. */
const kept = (): string | null => (embedded ? null : sessionStorage.getItem(KEY));

function stored(): Session | undefined {
  const text = kept();
  if (text === null) return undefined;
  const session = JSON.parse(text) as Session;
  return Date.parse(session.expiresAt) > Date.now() ? session : undefined;
}

let current = stored();
let closedBecause: ClosedBecause | undefined = !current && kept() !== null ? 'expired' : undefined;
let timer: number | undefined;
const listeners = new Set<() => void>();

function change(next: Session | undefined, because?: ClosedBecause): void {
  current = next;
  closedBecause = because;
  if (!embedded) {
    if (next) sessionStorage.setItem(KEY, JSON.stringify(next));
    else sessionStorage.removeItem(KEY);
  }
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

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useToken = (): string | undefined => useSyncExternalStore(onSessionChange, session.token);
export const useClosedBecause = (): ClosedBecause | undefined => useSyncExternalStore(onSessionChange, () => closedBecause);
