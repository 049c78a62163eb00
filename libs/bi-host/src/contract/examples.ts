import type { ChartSnapshot, HostPage, HostPageDetail, HostProject, HostRule, PageSnapshot, ViewerGroups } from '../domain/host-content';
import type { HostNotice } from '../domain/host-notice';
import type { HostSignIn } from '../domain/host-sign-in';
import type { HostUnit, HostUser } from '../domain/host-user';

const user: HostUser = {
  id: 'u1',
  name: '张伟',
  account: 'zhangwei',
  email: 'zhangwei@example.com',
  mobile: '13800000001',
  departmentIds: ['d-east'],
  groupIds: ['g-daily'],
  active: true,
};

const unit: HostUnit = { id: 'd-east', name: '华东区', parentId: 'd-sales' };

const project: HostProject = { id: 'sales', name: '销售分析' };

const page: HostPage = { id: 'daily', projectId: 'sales', title: '销售日报', published: true, sharing: true, url: 'https://bi.example.com/p/sales/daily' };

const pageDetail: HostPageDetail = {
  ...page,
  filters: [
    { id: 'region', title: '大区', kind: 'choice', multiple: true, values: [{ value: 'east', title: '华东' }, { value: 'south', title: '华南' }] },
    { id: 'day', title: '日期', kind: 'date', multiple: false, values: [{ value: 'yesterday', title: '昨天' }] },
  ],
  charts: [
    { id: 'revenue', title: '昨日销售额', kind: 'number' },
    { id: 'trend', title: '近三日趋势', kind: 'line' },
    { id: 'stock', title: '库存', kind: 'table' },
  ],
};

const number: ChartSnapshot = {
  id: 'revenue',
  title: '昨日销售额',
  kind: 'number',
  state: 'ok',
  columns: [
    { key: 'revenue', title: '销售额', type: 'number', unit: '元' },
    { key: 'growth', title: '环比', type: 'percent' },
  ],
  rows: [[1284560.5, 0.123]],
};

const line: ChartSnapshot = {
  id: 'trend',
  title: '近三日趋势',
  kind: 'line',
  state: 'partly_empty',
  columns: [
    { key: 'day', title: '日期', type: 'date' },
    { key: 'revenue', title: '销售额', type: 'number', unit: '元' },
  ],
  rows: [
    ['2026-02-27', 1201400],
    ['2026-02-28', null],
    ['2026-03-01', 1284560.5],
  ],
};

const failed: ChartSnapshot = { id: 'stock', title: '库存', kind: 'table', state: 'failed', reason: '数据源连接失败', columns: [], rows: [] };

const snapshot: PageSnapshot = {
  page,
  dataTime: '2026-03-02T08:30:00+08:00',
  filters: [{ name: '日期', value: '2026-03-01' }, { name: '大区', value: '华东' }],
  charts: [number, line, failed],
};

const rule: HostRule = { id: 'below-target', title: '未达标门店', columns: [{ key: 'manager', title: '店长' }, { key: 'supervisor', title: '督导' }] };

const viewerGroups: ViewerGroups = {
  groups: [
    { contentKey: 'region=all', viewerIds: ['u1', 'u3'] },
    { contentKey: 'region=east', viewerIds: ['u2'] },
  ],
  denied: [{ viewerId: 'u4', reason: '已离职' }],
};

const signIn: HostSignIn = { userId: 'u1', name: '张伟', administrator: false, projectRoles: { sales: 'editor', stock: 'viewer' } };

const notice: HostNotice = {
  id: '01900000-0000-7000-8000-000000000001',
  userId: 'u1',
  kind: 'ask_to_bind',
  url: 'https://push.example.com/push/bindings/asked?ask=…',
  text: '请绑定企业微信账号，以便接收报表推送',
};

const noticeReply = { refused: [{ userId: 'u4', reason: '已离职' }] };

/** What a host that implements the contract answers, one of each kind. */
export const CONTRACT_EXAMPLES = { user, unit, project, page, pageDetail, snapshot, rule, viewerGroups, signIn, notice, noticeReply };
