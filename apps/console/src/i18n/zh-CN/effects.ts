export const effects = {
  none: '没有推送任务受影响。',
  tasks_one: '{{count}} 个推送任务会受影响：',
  tasks_other: '{{count}} 个推送任务会受影响：',
  more: '还有 {{count}} 个',
  nextRun: '下次',
  through: { user: '直接选中', group: '通过用户组', department: '通过部门', all_bound: '全部已绑定的人' },
};
