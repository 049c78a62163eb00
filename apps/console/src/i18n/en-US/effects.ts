import type { Messages } from '../zh-CN';

export const effects: Messages['effects'] = {
  none: 'No push task is affected.',
  tasks_one: '{{count}} push task is affected:',
  tasks_other: '{{count}} push tasks are affected:',
  more: 'and {{count}} more',
  nextRun: 'next',
  through: { user: 'named', group: 'through a group', department: 'through a department', all_bound: 'all who are bound' },
};
