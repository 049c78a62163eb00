import type { Messages } from '../zh-CN';

export const overview: Messages['overview'] = {
  title: 'Overview',
  description: 'How today went, what comes next, and what needs you.',
  day: 'Today is {{day}} (your zone, {{zone}}); a push counts on the day of its task’s zone.',
  sent: 'Sent',
  partlySent: 'Partly sent',
  held: 'Held by rule',
  failed: 'Failed or missed',
  attention: 'Needs attention',
  nothingWrong: 'All is well: nothing needs you',
  mend: 'Look into it',
  allAlarms: 'All alarms',
  nextRuns: 'Next pushes',
  noNextRuns: 'No task is enabled',
  trend: 'Last 30 days',
  noPushes: 'No pushes in the last 30 days',
};
