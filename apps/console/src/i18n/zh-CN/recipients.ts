export const recipients = {
  people_one: '{{count}} 人',
  people_other: '{{count}} 人',
  allBound: '全部已绑定的人',
  groups_one: '{{count}} 个用户组',
  groups_other: '{{count}} 个用户组',
  departments_one: '{{count}} 个部门',
  departments_other: '{{count}} 个部门',
  rule: '按数据规则',
  robots_one: '{{count}} 个群机器人',
  robots_other: '{{count}} 个群机器人',
  without: '{{all}}，排除 {{count}} 人',
};
