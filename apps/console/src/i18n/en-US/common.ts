import type { Messages } from '../zh-CN';

export const common: Messages['common'] = {
  cancel: 'Cancel',
  retry: 'Try again',
  edit: 'Edit',
  delete: 'Delete',
  more: 'More actions',
  loadMore: 'Load more',
  nothingMore: 'That is all',
  clearFilters: 'Clear filters',
  actions: 'Actions',
  state: 'State',
  backToList: 'Back to the list',
  leaveTitle: 'Discard unsaved changes?',
  leaveText: 'What you changed will be lost if you leave.',
  leave: 'Discard changes',
  stay: 'Keep editing',
  localTime: '{{zone}} time',
  erasedPerson: 'A person whose data was erased',
  apiKey: 'API key',
};
