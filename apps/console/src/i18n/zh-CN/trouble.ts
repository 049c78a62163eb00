/** Why WeCom does not let an app push. */
export const trouble = {
  secret_refused: 'Secret 不正确，或应用已停用',
  corp_id_refused: '企业微信没有这个企业 ID',
  ip_not_trusted: '本系统的出口 IP 不在应用的「企业可信 IP」中',
  app_disabled: '应用已停用',
  agent_mismatch: 'Secret 与 AgentId 不是同一个应用的',
  token_refused: '企业微信不接受访问凭证',
  corp_mismatch: '确认授权的企业与填写的企业 ID 不一致',
  corp_claimed: '这个企业已在本系统的其他地方授权',
  refused: '企业微信拒绝了请求',
};
