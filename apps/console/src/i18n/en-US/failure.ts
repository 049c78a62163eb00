import type { Messages } from '../zh-CN';

export const failure: Messages['failure'] = {
  network: 'The server cannot be reached. Check your connection and try again',
  loadTitle: 'This could not be loaded',
  forbiddenTitle: 'No permission',
  forbiddenText: 'Your account may not use this page. Ask your BI administrator if you need it.',
  notFoundTitle: 'Page not found',
  notFoundText: 'The address may be wrong, or the content was deleted.',
  goHome: 'Go to the start page',
  crashTitle: 'Something went wrong on this page',
  crashText: 'This is a fault of the console itself. Reload the page; if it happens again, tell your system administrator.',
  reload: 'Reload',
  remedy: 'What to do: {{text}}',
};
