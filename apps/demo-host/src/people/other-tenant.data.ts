import type { Person, Tenant } from './tenant';
import { WORLD_PAGES } from '../content/pages/world.pages';

const person = (id: string, name: string, account: string, passwordHash: string): Person => ({
  id,
  name,
  account,
  email: `${account}@other.example`,
  departmentIds: ['office'],
  groupIds: ['everyone'],
  active: true,
  administrator: id === 'u001',
  passwordHash,
});

/** A second, small customer. Its user ids are also those of the first one, on purpose: only the tenant tells them apart. */
export const otherTenant: Tenant = {
  id: 'other',
  people: [
    person('u001', '沈默', 'shenmo', 'scrypt$16384$8$1$GlsqJGDbruSiLwwcKOjkDQ$8aapZIMZqgcMhejnoatXZEQ4e0EjyXrHdpxATMC8z4Q'),
    person('u002', 'Ines Weber', 'ines.weber', 'scrypt$16384$8$1$lXTWRcY_LmPTlWXFLhTkwQ$BBwOXg5dKzzyBqzPPF6WFNR5VVJfQRpBTqvNzGXO2uk'),
    person('u003', '方圆', 'fangyuan', 'scrypt$16384$8$1$xR7BYjCYE-MNwm7Qq-FNeg$-FlAKeTE4TYmnhFzoagoBYf6MOd2nKd3pZgl7KgNomo'),
  ],
  departments: [{ id: 'office', name: '总部' }],
  groups: [{ id: 'everyone', name: '全体成员' }],
  projects: [{ id: 'world', name: { zh: '世界发展', en: 'World development' }, roles: { u001: 'editor', u002: 'editor', u003: 'viewer' }, pages: WORLD_PAGES, rules: [] }],
};
