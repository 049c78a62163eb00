import type { Messages } from '../zh-CN';

export const recipients: Messages['recipients'] = {
  people_one: '{{count}} person',
  people_other: '{{count}} people',
  allBound: 'everybody bound',
  groups_one: '{{count}} group',
  groups_other: '{{count}} groups',
  departments_one: '{{count}} department',
  departments_other: '{{count}} departments',
  rule: 'by a data rule',
  robots_one: '{{count}} group robot',
  robots_other: '{{count}} group robots',
  without: '{{all}}, without {{count}}',
};
