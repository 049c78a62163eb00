export const failure = {
  network: '连不上服务器，请检查网络后重试',
  loadTitle: '没能加载',
  forbiddenTitle: '没有权限',
  forbiddenText: '当前账号不能使用这个页面。如需使用，请联系 BI 管理员开通。',
  notFoundTitle: '页面不存在',
  notFoundText: '地址可能有误，或内容已被删除。',
  goHome: '回到首页',
  crashTitle: '页面出错了',
  crashText: '这是控制台自身的问题。请刷新页面；如果仍然出现，请联系系统管理员。',
  reload: '刷新页面',
  remedy: '处理办法：{{text}}',
};
