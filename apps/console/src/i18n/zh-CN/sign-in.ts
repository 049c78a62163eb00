export const signIn = {
  title: '登录',
  subtitle: '使用 BI 平台的账号登录',
  account: '账号',
  accountRequired: '请输入账号',
  password: '密码',
  passwordRequired: '请输入密码',
  submit: '登录',
  expired: '登录已过期，请重新登录。登录后会回到刚才的页面。',
  pitch: '把报表送到每个人的企业微信',
  points: {
    person: '一对一送达：每个人只看到自己有权限的数据',
    schedule: '到点自动推送，宕机恢复后也不重不漏',
    record: '每一条都有记录：发了什么、谁收到、没收到的原因',
  },
};
