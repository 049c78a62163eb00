export const app = {
  name: 'BI 推送',
  title: 'BI 推送控制台',
  skipToContent: '跳到主要内容',
  menu: '菜单',
  language: '语言',
  appearance: '外观',
  appearances: { system: '跟随系统', light: '浅色', dark: '深色' },
  signOut: '退出登录',
  administrator: '管理员',
  loading: '正在加载…',
};
