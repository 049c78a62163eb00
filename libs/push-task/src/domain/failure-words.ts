import type { Language } from '#kernel';

/** A cause and its remedy, a sentence each, as the owner of a task reads them. */
export interface FailureWords {
  cause: string;
  remedy: string;
}

const words = (zhCause: string, zhRemedy: string, enCause: string, enRemedy: string): Record<Language, FailureWords> => ({
  'zh-CN': { cause: zhCause, remedy: zhRemedy },
  'en-US': { cause: enCause, remedy: enRemedy },
});

const UNKNOWN = words('推送没有成功', '请打开推送记录查看原因，或联系管理员', 'the push did not work', 'Open its record for the reason, or ask the administrator');

const WORDS: Record<string, Record<Language, FailureWords>> = {
  ALL_CHARTS_FAILED: words('页面的所有图表都加载失败', '请打开页面检查数据源和图表', 'no chart of the page could be loaded', 'Open the page and check its data source and charts'),
  FILTER_NOT_OFFERED: words('页面不再提供任务所设的筛选条件', '请在任务中重新选择筛选条件', 'the page does not offer the filters of the task any more', 'Choose the filters of the task anew'),
  RULE_NOT_FOUND: words('BI 平台已没有指定接收人的规则', '请在任务中重新选择接收人规则', 'the BI host has no such rule for the recipients any more', 'Choose the recipients of the task anew'),
  RULE_TOO_LARGE: words('接收人规则的结果人数过多', '请在 BI 平台收窄规则，或在任务中另选', 'the rule for the recipients names too many people', 'Narrow the rule at the BI host, or choose another one in the task'),
  WECOM_REFUSED_CONTENT: words('企业微信拒绝了消息内容', '请修改标题、开头、结尾或模板后重试', 'WeCom refused the content of the message', 'Change title, beginning, ending or template, then try again'),
  WECOM_REFUSED_REQUEST: words('企业微信拒绝了请求', '请联系管理员查看推送记录中的错误码', 'WeCom refused the request', 'Ask the administrator to look at the code in the record'),
  INTERNAL: words('推送系统内部出错', '请联系管理员查看日志', 'an unexpected fault in the push system', 'Ask the administrator to look at the log'),
};

export function failureWords(reasonCode: string | undefined, language: Language): FailureWords {
  return (WORDS[reasonCode ?? ''] ?? UNKNOWN)[language];
}

/** @param names of robots that cannot be used */
export function robotTroubleWords(names: readonly string[], language: Language): FailureWords {
  const { cause, remedy } = ROBOT_TROUBLE[language];
  return { cause: cause(names), remedy };
}

const ROBOT_TROUBLE: Record<Language, { cause: (names: readonly string[]) => string; remedy: string }> = {
  'zh-CN': {
    cause: (names) => `群机器人${names.map((name) => `“${name}”`).join('、')}已停用、被删除或地址失效，它的群没有收到推送`,
    remedy: '请联系管理员检查机器人，或在任务中改选其他机器人',
  },
  'en-US': {
    cause: (names) => `Group robot ${names.map((name) => `"${name}"`).join(', ')} is disabled or deleted, or WeCom does not know its address: its group got nothing`,
    remedy: 'Ask the administrator to look at the robot, or choose another one in the task',
  },
};
