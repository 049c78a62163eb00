import type { Messages } from '../zh-CN';

export const nav: Messages['nav'] = {
  toolbox: 'Toolbox',
  wecomApp: 'WeCom app push',
  robots: 'Group robots',
  alarms: 'Alarms',
  users: 'Users',
  overview: 'Overview',
  tasks: 'Push tasks',
  templates: 'Templates',
  settings: 'Settings',
  records: 'Push records',
  ownBindings: 'My WeCom account',
};
