import type { CorpData, DepartmentData, MemberData } from '../domain/corp';

/** The same people as the demo BI has, as they stand in the corp's address book. */
export const DEMO_CORP_ID = 'ww5a9d0c2b7e41f386';
export const DEMO_AGENT_ID = 1000002;
/** Works against this sandbox only; the service refuses it outside the quick start. */
export const DEMO_APP_SECRET = 'demo-sandbox-secret-not-for-production-0001';

/** Webhook key of the demo group's robot. */
export const DEMO_ROBOT_KEY = '5f0d3c1a-8b27-4e96-a1c4-72d9e05b6f38';

const departments: DepartmentData[] = [
  { id: 1, name: '示例集团', nameEn: 'Demo Group', parentId: 0 },
  { id: 2, name: '销售部', nameEn: 'Sales', parentId: 1 },
  { id: 3, name: '华东区', nameEn: 'East', parentId: 2 },
  { id: 4, name: '华南区', nameEn: 'South', parentId: 2 },
  { id: 5, name: '运营部', nameEn: 'Operations', parentId: 1 },
  { id: 6, name: '财务部', nameEn: 'Finance', parentId: 1 },
  { id: 7, name: 'International', nameEn: 'International', parentId: 1 },
  // Outside the BI app's visible range.
  { id: 8, name: '行政部', nameEn: 'Administration', parentId: 1 },
];

/** userid, name, mobile, email, department. */
type Row = readonly [string, string, string, string, number];

const people: readonly Row[] = [
  ['ZhangWei', '张伟', '13810000000', 'zhangwei@demo.example', 2],
  ['WangFang', '王芳', '13810000137', 'wangfang@demo.example', 3],
  ['LiNa', '李娜', '13810000274', 'lina@demo.example', 3],
  ['LiuYang', '刘洋', '13810000411', 'liuyang@demo.example', 4],
  ['ChenJing', '陈静', '13810000548', 'chenjing@demo.example', 4],
  ['YangLei', '杨磊', '13810000685', 'yanglei@demo.example', 5],
  ['ZhaoMin', '赵敏', '13810000822', 'zhaomin@demo.example', 5],
  ['HuangQiang', '黄强', '13810000959', 'huangqiang@demo.example', 6],
  ['ZhouChen', '周晨', '13810001096', 'zhouchen@demo.example', 2],
  ['WuXiuYing', '吴秀英', '13810001233', 'wuxiuying@demo.example', 3],
  ['XuMing', '徐明', '13810001370', 'xuming@demo.example', 4],
  ['SunLi', '孙丽', '13810001507', 'sunli@demo.example', 5],
  ['MaJun', '马俊', '13810001644', 'majun@demo.example', 6],
  ['ZhuLin', '朱琳', '13810001781', 'zhulin@demo.example', 2],
  ['HuJun', '胡军', '13810001918', 'hujun@demo.example', 3],
  ['GuoTao', '郭涛', '13810002055', 'guotao@demo.example', 4],
  ['HeXue', '何雪', '13810002192', 'hexue@demo.example', 5],
  ['GaoYuan', '高远', '13810002329', 'gaoyuan@demo.example', 6],
  ['LinXiaoMei', '林小梅', '13810002466', 'linxiaomei@demo.example', 2],
  ['LuoJianGuo', '罗建国', '13810002603', 'luojianguo@demo.example', 3],
  ['OuYangXiuWen', '欧阳修文', '13810002740', 'ouyangxiuwen@demo.example', 4],
  ['SiMaGuangYuan', '司马光远', '13810002877', 'simaguangyuan@demo.example', 5],
  ['SongYu', '宋雨', '13810003014', 'songyu@demo.example', 6],
  ['ZhengHao', '郑浩', '13810003151', 'zhenghao@demo.example', 2],
  ['XieTing', '谢婷', '13810003288', 'xieting@demo.example', 3],
  ['HanXueFeng', '韩雪峰', '13810003425', 'hanxuefeng@demo.example', 4],
  ['TangTang', '唐糖', '13810003562', 'tangtang@demo.example', 5],
  ['FengYu', '冯玉', '13810003699', 'fengyu@demo.example', 6],
  ['YuHai', '于海', '13810003836', 'yuhai@demo.example', 2],
  ['DongWenJing', '董文静', '13810003973', 'dongwenjing@demo.example', 8],
  ['emily.carter', 'Emily Carter', '13920000000', 'emily.carter@demo.example', 7],
  ['james.obrien', "James O'Brien", '13920000211', 'james.obrien@demo.example', 7],
  ['sofia.garcia', 'Sofia García', '13920000422', 'sofia.garcia@demo.example', 7],
  ['liam.mueller', 'Liam Müller', '13920000633', 'liam.mueller@demo.example', 7],
  ['priya.sharma', 'Priya Sharma', '13920000844', 'priya.sharma@demo.example', 7],
  ['noah.williams', 'Noah Williams', '13920001055', 'noah.williams@demo.example', 7],
  ['chloe.dubois', 'Chloé Dubois', '13920001266', 'chloe.dubois@demo.example', 7],
  ['ethan.brown', 'Ethan Brown', '13920001477', 'ethan.brown@demo.example', 7],
  ['olivia.martin', 'Olivia Martin', '13920001688', 'olivia.martin@demo.example', 7],
  ['kenji.tanaka', 'Kenji Tanaka', '13920001899', 'kenji.tanaka@demo.example', 7],
  ['ava.johnson', 'Ava Johnson', '13920002110', 'ava.johnson@demo.example', 7],
  ['mateo.rossi', 'Mateo Rossi', '13920002321', 'mateo.rossi@demo.example', 7],
];
const POSITIONS: Readonly<Record<number, string>> = { 2: '销售经理', 3: '华东区销售', 4: '华南区销售', 5: '运营专员', 6: '财务分析', 7: 'Analyst', 8: '行政主管' };

const members: MemberData[] = people.map(([userId, name, mobile, email, department]) => ({
  userId,
  name,
  mobile,
  email,
  departments: [department],
  position: POSITIONS[department],
  // One has left the corp: still in the address book, but no longer reachable.
  status: userId === 'FengYu' ? 5 : 1,
}));

/** A fresh copy of the demo corp. */
export function demoCorp(): CorpData {
  return structuredClone({
    corpId: DEMO_CORP_ID,
    name: '示例集团',
    nameEn: 'Demo Group',
    accountCap: 500,
    contactSecret: 'demo-sandbox-contacts-not-for-production-0001',
    departments,
    members,
    tags: [{ id: 1, name: '报表订阅者', userIds: ['ZhangWei', 'LiNa', 'emily.carter'], partyIds: [] }],
    apps: [
      {
        agentId: DEMO_AGENT_ID,
        name: 'BI 报表',
        description: '把 BI 报表送到手机上',
        kind: 'self_built' as const,
        secret: DEMO_APP_SECRET,
        range: { users: [], parties: [2, 5, 6, 7], tags: [1] },
        trustedDomains: ['localhost:3000', '127.0.0.1:3000'],
        homeUrl: 'http://127.0.0.1:3000/',
        admins: [{ userId: 'ZhangWei', authType: 1 as const }],
      },
    ],
    robots: [
      {
        key: DEMO_ROBOT_KEY,
        name: '日报机器人',
        groupName: '经营日报群',
        userIds: ['ZhangWei', 'WangFang', 'LiNa', 'LiuYang', 'ChenJing', 'emily.carter'],
        enabled: true,
      },
    ],
  });
}

/** A corp without an app of its own: it is there to authorize a provider's. */
export function secondDemoCorp(): CorpData {
  return {
    corpId: 'ww91e6c3d8a4b7f025',
    name: '云岭物流',
    nameEn: 'Yunling Logistics',
    accountCap: 200,
    contactSecret: 'demo-sandbox-contacts-not-for-production-0002',
    departments: [
      { id: 1, name: '云岭物流', nameEn: 'Yunling Logistics', parentId: 0 },
      { id: 2, name: '调度中心', nameEn: 'Dispatch', parentId: 1 },
    ],
    members: [
      { userId: 'MuYun', name: '木云', mobile: '13700000001', email: 'muyun@yunling.example', departments: [1], position: '总经理' },
      { userId: 'DuanLei', name: '段雷', mobile: '13700000002', email: 'duanlei@yunling.example', departments: [2], position: '调度主管' },
      { userId: 'YangJinHua', name: '杨金花', mobile: '13700000003', email: 'yangjinhua@yunling.example', departments: [2], position: '调度员' },
    ],
    tags: [],
    apps: [],
    robots: [],
  };
}
