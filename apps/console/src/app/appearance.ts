import { useSyncExternalStore } from 'react';
import { settings } from './settings';
import { useMedia } from './use-media';

export const APPEARANCES = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof APPEARANCES)[number];

const KEY = 'wecom-push.appearance';

export const isAppearance = (value: unknown): value is Appearance => APPEARANCES.includes(value as Appearance);

function kept(): Appearance {
  const value = localStorage.getItem(KEY);
  return isAppearance(value) ? value : 'system';
}

let current = kept();
const listeners = new Set<() => void>();

export function keepAppearance(appearance: Appearance): void {
  current = appearance;
  localStorage.setItem(KEY, appearance);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was chosen in this browser; `system` follows the machine. */
export const useAppearance = (): Appearance => useSyncExternalStore(subscribe, () => current);

export function useDark(): boolean {
  const ofMachine = useMedia('(prefers-color-scheme: dark)');
  const appearance = useAppearance();
  return appearance === 'system' ? ofMachine : appearance === 'dark';
}

/** Of the page that one is on, where pages are listed: small letters on the tint of the colour. */
export const useSelectedColor = (): string => {
  const ours = useDark() ? '#9dbdff' : '#1d5bd8';
  return settings.themeColor ?? ours;
};
