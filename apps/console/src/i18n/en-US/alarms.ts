import type { Messages } from '../zh-CN';

export const alarms: Messages['alarms'] = {
  title: 'Alarms',
  description: 'What is wrong now, what to do about it, and who was told. One problem is one alarm, however often it comes.',
  what: 'Problem',
  since: 'Since',
  times: '{{count}} times, last',
  clearedAt: 'over since',
  telling: 'Told',
  filter: { open: 'Open', cleared: 'Over', all: 'All' },
  states: { open: 'Open', cleared: 'Over' },
  tellings: { pending: 'About to be told', sending: 'Being told', told: 'Told', undeliverable: 'Nobody could be told', none: 'Nobody need be told' },
  audience: { administrators: 'administrators', owner: 'owner of the task' },
  empty: 'No alarms',
  emptyText: 'Broken authorizations, failing tasks and broken robots show here.',
  noneOpen: 'Nothing is wrong now',
  emptyFiltered: 'No alarms match',
};
