import type { Language } from '#kernel';

type Words = Record<Language, string>;
const words = (zh: string, en: string): Words => ({ 'zh-CN': zh, 'en-US': en });

const OPEN_PAGE = words('请在 BI 平台打开页面，检查数据源和图表。', 'Open the page at the BI platform and look at its data source and charts.');
const TASK_RULES = words('这是任务的推送条件决定的；如不需要，请在任务中修改。', 'A rule of the task holds it: change the rule in the task if you want it sent.');
const BY_ITSELF = words('系统会自动重试，无需处理。', 'It is tried again by itself: nothing to do.');

/** What mends a reason, by its code. Codes without words have none to give. */
const REMEDIES: Readonly<Record<string, Words>> = {
  USER_NOT_FOUND: words('BI 平台已没有该用户：从任务中移除。', 'The BI platform does not know the user any more: take the person out of the task.'),
  USER_INACTIVE: words('用户在 BI 平台已停用或离职：从任务中移除，或重新启用。', 'The user is locked or has left at the BI platform: take the person out of the task, or unlock the account there.'),
  UNBOUND: words('请他们自行绑定企业微信账号，或由管理员在“用户”中绑定。', 'Ask them to bind their WeCom account, or let an administrator bind it under Users.'),
  OUT_OF_RANGE: words('请企业微信管理员把他们加入应用的可见范围。', 'Let the WeCom administrator take them into the visible range of the app.'),
  LEFT: words('该企业微信账号已离开企业：重新绑定，或从任务中移除。', 'The WeCom account has left the corp: bind another one, or take the person out of the task.'),
  NO_RIGHT: words('请在 BI 平台授予查看此页面的权限，或从任务中移除。', 'Give them the right to see the page at the BI platform, or take them out of the task.'),
  INVALID_USER: words('请确认绑定的企业微信账号存在，且在应用的可见范围内。', 'See whether the bound WeCom account exists and is within the visible range of the app.'),
  UNLICENSED: words('请服务商为其分配接口许可。', 'Let the provider assign an interface licence.'),
  PAGE_NOT_FOUND: words('请在任务中选择另一个页面，或删除任务。', 'Choose another page in the task, or delete the task.'),
  PAGE_NOT_PUBLISHED: words('请发布页面，下次推送即会恢复。', 'Publish the page: the next run is sent.'),
  PAGE_SHARING_OFF: words('请打开页面分享，或在任务中关闭链接。', 'Switch sharing of the page on, or the link off in the task.'),
  OWNER_NO_RIGHT: words('请恢复负责人的页面权限，或移交任务。', 'Give the owner the right to the page back, or hand the task over.'),
  EMPTY_CONTENT: OPEN_PAGE,
  ALL_CHARTS_EMPTY: OPEN_PAGE,
  ALL_CHARTS_FAILED: OPEN_PAGE,
  SOME_CHART_EMPTY: OPEN_PAGE,
  CHOSEN_CHART_EMPTY: OPEN_PAGE,
  CHART_FAILED: OPEN_PAGE,
  SNAPSHOT_SLOW: words('请减少图表或优化查询，或放宽任务的等待时间。', 'Make the page faster, or allow it more time in the task.'),
  DATA_STALE: words('请检查数据更新是否延迟。', 'See why the data is late.'),
  RULE_EMPTY: words('规则当前没有选出任何人：请检查规则的数据，或在任务中更换收件人。', 'See whether the data of the rule has arrived, or choose other recipients in the task.'),
  RULE_NOT_FOUND: words('BI 平台已没有该规则或其列：请在任务中选择其他规则。', 'Choose another rule in the task: the BI platform does not know this one or its column.'),
  RULE_TOO_LARGE: words('规则选出的人过多：请缩小规则范围，或拆分任务。', 'Let the rule name fewer people, or split the task.'),
  FILTER_NOT_OFFERED: words('页面已不再提供任务设置的筛选项：请在任务中重新选择筛选条件。', 'The page does not offer what the task filters by any more: choose the filters in the task anew.'),
  SAME_AS_LAST: TASK_RULES,
  CONDITION_NOT_MET: TASK_RULES,
  CONDITION_UNKNOWN: words('请检查告警条件引用的图表和数值是否存在。', 'See whether the charts and values that the condition names are there.'),
  ALERT_ALREADY_TOLD: TASK_RULES,
  ALERT_QUIET_TIME: TASK_RULES,
  QUIET_HOURS: TASK_RULES,
  NON_WORKING_DAY: TASK_RULES,
  HOST_UNAVAILABLE: words('请检查 BI 平台是否正常运行；恢复后系统会自动继续。', 'See whether the BI platform works; pushes go on when it is back.'),
  NOBODY_REACHABLE: words('请查看每个人的原因。', 'Look at the reason of each person.'),
  AUTHORIZATION_NOT_USABLE: words('请管理员打开授权的健康状态，按提示处理。', 'Let an administrator open the health of the authorization and do what it says.'),
  ROBOT_NOT_USABLE: words('请管理员查看群机器人：启用它，或更换 Webhook 地址。', 'Let an administrator look at the robot: enable it, or give its new webhook address.'),
  WECOM_BUSY: BY_ITSELF,
  CALLS_PACED: BY_ITSELF,
  APP_BEHIND: BY_ITSELF,
  MEMBER_BUSY: words('请减少同一时间推送给同一人的任务：错开推送时间，或合并任务。', 'Push fewer tasks to the same person at one time: move their times apart, or join tasks.'),
  DAILY_QUOTA_USED: words('请减少当天的推送人次，或向企业微信申请更多账号；零点后自动恢复。', 'Push to fewer people a day, or get more accounts at WeCom; it goes on after midnight in China by itself.'),
  WECOM_UNREACHABLE: words('系统会自动重试；如持续发生，请检查到企业微信的网络。', 'It is tried again by itself; if it goes on, look at the network to WeCom.'),
  WECOM_REFUSED_CONTENT: words('请修改标题、开头、结尾或模板后重试。', 'Change title, beginning, ending or template, then try again.'),
  WECOM_REFUSED_REQUEST: words('请管理员查看原因中的企业微信错误码。', 'Let an administrator look at the WeCom code in the reason.'),
  MEDIA_UNDER_WAY: BY_ITSELF,
  MEDIA_REFUSED: words('企业微信不接受该图片或文件：请按原因中的说明更换图片、附件或模板。', 'WeCom does not take the picture or file: change picture, attachment or template as the reason says.'),
  OUTCOME_UNKNOWN: words('请向收件人确认是否收到；未收到再重新推送。', 'Ask the people whether they got it, and push again only if not.'),
  EXPIRED: words('请在需要时重新推送；如常发生，请放宽任务的宽限时间。', 'Push again if it is still wanted; if it happens often, widen the grace of the task.'),
  MISSED_TOO_OLD: words('请在需要时手动推送；并检查调度服务为何中断。', 'Push by hand if it is still wanted, and see why the scheduler was down.'),
  MISSED_OVERTAKEN: words('同一任务的较晚一次已推送，无需处理。', 'A later time of the task is sent instead: nothing to do.'),
  ALERT_CHANGED: BY_ITSELF,
  CONTENT_NOT_KEPT: words('原记录中没有此人现在可看的内容：请重新推送任务。', 'The record holds nothing that they may see now: push the task anew.'),
  REPLAY_CONTENT_MISSING: words('原记录的内容已不再保留：请重新推送任务。', 'The content of the record is not kept any more: push the task anew.'),
  INTERNAL: words('请联系管理员，凭记录编号查看日志。', 'Ask the administrator to look at the log under the id of the record.'),
};

/** @returns a sentence in each language; undefined for a code without a remedy */
export function remedyOf(reasonCode: string): Words | undefined {
  return REMEDIES[reasonCode];
}
