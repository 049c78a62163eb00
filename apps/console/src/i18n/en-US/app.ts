import type { Messages } from '../zh-CN';

export const app: Messages['app'] = {
  name: 'BI Push',
  title: 'BI Push console',
  skipToContent: 'Skip to content',
  menu: 'Menu',
  language: 'Language',
  signOut: 'Sign out',
  administrator: 'Administrator',
  loading: 'Loading…',
};
