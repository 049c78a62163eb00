import type { Messages } from '../zh-CN';

export const app: Messages['app'] = {
  name: 'BI Push',
  title: 'BI Push console',
  skipToContent: 'Skip to content',
  menu: 'Menu',
  language: 'Language',
  appearance: 'Appearance',
  appearances: { system: 'As the system', light: 'Light', dark: 'Dark' },
  signOut: 'Sign out',
  administrator: 'Administrator',
  loading: 'Loading…',
};
