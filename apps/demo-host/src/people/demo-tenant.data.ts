import type { ProjectRole } from '../contract/contract.types';
import { AVIATION_RULES } from '../content/pages/aviation.rules';
import { AVIATION_PAGES } from '../content/pages/aviation.pages';
import { CLIMATE_PAGES } from '../content/pages/climate.pages';
import { MARKETS_PAGES } from '../content/pages/markets.pages';
import { DEMO_PASSWORD_HASHES } from './demo-passwords.data';
import { DEMO_PEOPLE } from './demo-people.data';
import type { Person, Tenant } from './tenant';

const ADMINISTRATORS = ['u001'];
/** People who left: they receive nothing and cannot sign in. */
const INACTIVE = ['u028'];

const people: Person[] = DEMO_PEOPLE.map(([id, name, account, email, mobile, department, groupIds]) => ({
  id,
  name,
  account,
  email,
  mobile,
  departmentIds: [department],
  groupIds: [...groupIds],
  active: !INACTIVE.includes(id),
  administrator: ADMINISTRATORS.includes(id),
  passwordHash: DEMO_PASSWORD_HASHES[id],
}));

function roles(editors: string, viewers: string): Record<string, ProjectRole> {
  const pairs = (ids: string, role: ProjectRole) => ids.split(' ').map((id) => [id, role] as const);
  return Object.fromEntries([...pairs(editors, 'editor'), ...pairs(viewers, 'viewer')]);
}

/** Three projects, 42 people. 董文静 (u030) and Mateo Rossi (u042) have no role anywhere. */
export const demoTenant: Tenant = {
  id: 'demo',
  people,
  departments: [
    { id: 'company', name: '示例集团' },
    { id: 'sales', name: '销售部', parentId: 'company' },
    { id: 'east', name: '华东区', parentId: 'sales' },
    { id: 'south', name: '华南区', parentId: 'sales' },
    { id: 'operations', name: '运营部', parentId: 'company' },
    { id: 'finance', name: '财务部', parentId: 'company' },
    { id: 'international', name: 'International', parentId: 'company' },
  ],
  groups: [
    { id: 'management', name: '管理层' },
    { id: 'regional-managers', name: '区域经理' },
    { id: 'analysts', name: '分析师' },
    { id: 'english-readers', name: '英文用户' },
  ],
  projects: [
    {
      id: 'aviation',
      name: { zh: '航空运营', en: 'Aviation' },
      roles: roles('u001 u006 u007 u031', 'u002 u003 u004 u005 u009 u010 u011 u012 u015 u016 u017 u020 u021 u022 u025 u026 u027 u032 u033'),
      pages: AVIATION_PAGES,
      rules: AVIATION_RULES,
    },
    {
      id: 'markets',
      name: { zh: '资本市场', en: 'Markets' },
      roles: roles('u001 u008 u018', 'u006 u009 u013 u014 u019 u023 u024 u029 u031 u034 u035 u036 u037 u038'),
      pages: MARKETS_PAGES,
      rules: [],
    },
    {
      id: 'climate',
      name: { zh: '气候与能源', en: 'Climate and energy' },
      roles: roles('u001 u012 u031', 'u006 u007 u008 u017 u022 u027 u039 u040 u041'),
      pages: CLIMATE_PAGES,
      rules: [],
    },
  ],
};
