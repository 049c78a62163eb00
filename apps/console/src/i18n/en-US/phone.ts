import type { Messages } from '../zh-CN';

export const phone: Messages['phone'] = {
  label: 'As it looks on the phone',
  unsupported: 'Messages of type {{type}} cannot be shown yet',
  cardButton: 'Details',
};
