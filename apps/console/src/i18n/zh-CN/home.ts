export const home = {
  noRole: '你还没有任何项目的权限',
  noRoleText: '请联系 BI 管理员，为你分配项目的查看或编辑权限，然后重新登录。',
};
