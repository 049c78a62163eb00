import type { Messages } from '../zh-CN';

export const trouble: Messages['trouble'] = {
  secret_refused: 'The secret is wrong, or the app is disabled',
  corp_id_refused: 'WeCom knows no such CorpID',
  ip_not_trusted: 'Our IP address is not among the app\'s trusted IPs',
  app_disabled: 'The app is disabled',
  agent_mismatch: 'Secret and AgentId belong to different apps',
  token_refused: 'WeCom refuses the access token',
  corp_mismatch: 'Another corp confirmed than the one whose CorpID was given',
  corp_claimed: 'This corp is authorized elsewhere in this system',
  refused: 'WeCom refused the request',
};
