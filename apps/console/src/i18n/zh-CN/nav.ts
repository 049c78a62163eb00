export const nav = {
  toolbox: '工具箱',
  wecomApp: '企业微信应用推送',
  robots: '群机器人',
  alarms: '告警',
  users: '用户绑定',
  overview: '概览',
  tasks: '推送任务',
  templates: '消息模板',
  settings: '设置',
  records: '推送记录',
  ownBindings: '我的企业微信账号',
};
