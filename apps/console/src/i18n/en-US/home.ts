import type { Messages } from '../zh-CN';

export const home: Messages['home'] = {
  noRole: 'You have no role in any project yet',
  noRoleText: 'Ask your BI administrator for a viewer or editor role in a project, then sign in again.',
};
