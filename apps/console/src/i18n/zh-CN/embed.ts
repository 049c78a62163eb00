export const embed = {
  noToken: '外层页面没有传来登录信息',
  noTokenText: '请在外层的 BI 页面重新登录，然后重试。如果仍然看到这里，请让管理员检查该页面的来源是否已写入 CONSOLE_EMBED_ORIGINS。',
};
