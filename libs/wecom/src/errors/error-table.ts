import type { LocalizedText, WecomErrorActor, WecomErrorFact } from './error-facts';
import type { WecomFault } from './wecom.error';

const both = (zh: string, en: string): LocalizedText => ({ 'zh-CN': zh, 'en-US': en });

const LATER = both('系统会自动重试，无需处理。', 'The system repeats the call by itself; nothing to do.');
const RENEWED = both('系统会自动更新令牌并重试一次；若反复出现，请检查应用的 Secret 是否已被重置。', 'The system renews the token and repeats once. If it comes again and again, check whether the Secret of the app was reset.');
const REPORT = both('这是本系统的请求有误，请把错误码和时间告知系统维护人员。', 'Our own request is wrong: tell whoever maintains this system the code and the time.');
const EDIT = both('请修改消息模板或内容后重新发送。', 'Correct the template or the content, then send again.');
const IN_RANGE = both('请企业微信管理员将该成员或部门加入应用的可见范围。', 'Ask the WeCom administrator to put the member or department into the visible range of the app.');
const BIND_AGAIN = both('请核对该用户绑定的企业微信账号，必要时重新绑定。', 'Check the WeCom account that the user is bound to; bind it again if needed.');
const CHECK_APP = both('请企业微信管理员核对 CorpID、AgentId 和 Secret，更新授权信息。', 'Ask the WeCom administrator for the right CorpID, AgentId and Secret, then update the authorization.');
const AUTHORIZE_AGAIN = both('请重新发起授权。', 'Start the authorization again.');
const SIGN_IN_AGAIN = both('请重新打开链接登录。', 'Open the link and sign in again.');
const CHECK_ROBOT = both('请在群里核对机器人是否还在、是否启用，然后更新它的 Webhook 地址。', 'See whether the robot is still in the group and enabled, then update its webhook address.');
const CHECK_SUITE = both('请服务商核对套件的 SuiteID 与 Secret。', 'The provider has to check the SuiteID and secret of the suite.');
const RENEW_SERVICE = both('请企业管理员续费或扩容，或联系服务商。', 'Renew or extend the subscription, or contact the provider.');
const SPLIT = both('请减少一次请求中的对象数量；本系统本应自动拆分，请告知系统维护人员。', 'Fewer targets per call; the system should have split it: tell whoever maintains it.');

type Row = [codes: number[], fault: WecomFault, actor: WecomErrorActor, meaning: LocalizedText, remedy: LocalizedText];

/** Ranges as WeCom numbers them. */
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

// WeCom's global error codes, developer.work.weixin.qq.com path 90313; classes and remedies are ours.
const ROWS: Row[] = [
  [[-1], 'busy', 'nobody', both('企业微信系统繁忙', 'WeCom is busy'), LATER],
  [[6000], 'busy', 'nobody', both('数据版本冲突', 'data version conflict'), LATER],
  [[40001], 'token', 'corp_admin', both('Secret 无效，或与 CorpID 不匹配，或应用已停用', 'the secret is wrong, belongs to another corp, or the app is disabled'), CHECK_APP],
  [[40003], 'recipient', 'bi_admin', both('企业微信账号（userid）无效', 'the userid is not valid'), BIND_AGAIN],
  [[40004], 'content', 'template_author', both('媒体文件类型不合法', 'the type of the media file is not allowed'), EDIT],
  [[40005], 'content', 'template_author', both('上传的 type 参数不合法', 'the type parameter of the upload is not valid'), EDIT],
  [[40006], 'content', 'template_author', both('媒体文件大小不合法', 'the size of the media file is not allowed'), both('请换用大小合规的文件：图片 10 MB、语音 2 MB、视频 10 MB、普通文件 20 MB 以内，且大于 5 字节。', 'Use a file within the limits: picture 10 MB, voice 2 MB, video 10 MB, file 20 MB, and more than 5 bytes.')],
  [[40007, 40145], 'content', 'nobody', both('素材 media_id 无效或已过期（有效期 3 天）', 'the media_id is not valid or has expired (it lives 3 days)'), both('系统会重新上传一次；若仍失败，请检查附件。', 'The system uploads the file again once; if it still fails, check the attachment.')],
  [[40008], 'ours', 'operator', both('消息类型不合法', 'the message type is not valid'), REPORT],
  [[40009], 'content', 'template_author', both('图片大小不合法', 'the size of the picture is not allowed'), both('请换用 5 MB 以内的 JPG 或 PNG 图片。', 'Use a JPG or PNG of at most 5 MB.')],
  [[40011], 'content', 'template_author', both('视频大小不合法', 'the size of the video is not allowed'), both('请换用 10 MB 以内的 MP4 视频。', 'Use an MP4 of at most 10 MB.')],
  [[40013], 'app', 'corp_admin', both('CorpID 无效', 'the CorpID is not valid'), both('请在企业微信管理后台“我的企业 → 企业信息”核对 CorpID。', 'Check the CorpID in the WeCom console under My company, Company information.')],
  [[40014], 'token', 'nobody', both('access_token 无效', 'the access_token is not valid'), RENEWED],
  [[40029, 42003, 42022], 'login', 'recipient', both('登录授权码已使用、过期或不属于本应用', 'the sign-in code was used, has expired or belongs to another app'), SIGN_IN_AGAIN],
  [[40031], 'recipient', 'bi_admin', both('成员列表（userid list）无效', 'the list of userids is not valid'), BIND_AGAIN],
  [[40032], 'ours', 'operator', both('一次超过 1000 个成员', 'more than 1000 userids in one call'), SPLIT],
  [[40033], 'ours', 'operator', both('参数中含有不支持的 \\uxxxx 转义', 'the field does not accept \\uxxxx escapes'), REPORT],
  [[40035], 'content', 'template_author', both('参数不合法', 'a parameter is not valid'), EDIT],
  [[40039, 45034], 'content', 'template_author', both('链接过长（上限 1024）或缺少 http(s)://', 'the link is too long (1024) or lacks http(s)://'), both('请检查模板中的链接。', 'Check the links of the template.')],
  [[40094], 'content', 'template_author', both('链接不合法', 'the link is not valid'), both('请检查模板中的链接。', 'Check the links of the template.')],
  [[40056], 'app', 'corp_admin', both('AgentId 无效', 'the AgentId is not valid'), CHECK_APP],
  [[40057], 'app', 'corp_admin', both('回调 URL 验证失败', 'WeCom could not verify the callback URL'), both('请核对回调地址、Token 和 EncodingAESKey 是否与本系统显示的一致。', 'Compare URL, Token and EncodingAESKey with those this system shows.')],
  [[40058], 'content', 'template_author', both('参数不合法或超出长度', 'a parameter is not valid or too long'), EDIT],
  [[40063], 'content', 'template_author', both('必填参数为空', 'a required parameter is empty'), EDIT],
  [[40066], 'recipient', 'bi_admin', both('部门列表不合法', 'the department is not valid'), both('请检查接收部门是否存在。', 'See whether the department still exists.')],
  [[40068, 40070], 'recipient', 'bi_admin', both('标签不合法或标签内成员均无效', 'the tag is not valid, or none of its members is'), both('请检查接收标签是否存在且有成员。', 'See whether the tag still exists and has members.')],
  [[40074], 'ours', 'operator', both('图文消息不支持保密（safe）', 'news messages cannot be confidential (safe)'), REPORT],
  [[40077, 42007], 'login', 'corp_admin', both('预授权码无效或已过期', 'the pre_auth_code is not valid or has expired'), AUTHORIZE_AGAIN],
  [[40078], 'login', 'corp_admin', both('授权码无效或已被使用', 'the auth_code is not valid or was used already'), both('若企业已显示为已授权则无需处理，否则请重新发起授权。', 'Nothing to do if the corp already shows as authorized; otherwise start the authorization again.')],
  [[40080, 40083, 48003], 'app', 'provider', both('套件的 SuiteID 或 Secret 错误', 'the suite id or suite secret is wrong'), CHECK_SUITE],
  [[40082, 42009], 'token', 'nobody', both('套件令牌（suite_access_token）无效或已过期', 'the suite_access_token is not valid or has expired'), RENEWED],
  [[40084], 'app', 'corp_admin', both('永久授权码无效：企业可能已取消授权', 'the permanent code is not valid: the corp may have withdrawn its authorization'), AUTHORIZE_AGAIN],
  [[40085], 'busy', 'provider', both('suite_ticket 无效或已过期', 'the suite_ticket is not valid or stale'), both('企业微信每 10 分钟推送一次，系统会等待；超过 30 分钟仍未收到时，请检查套件的指令回调地址。', 'WeCom pushes a new one every 10 minutes; the system waits. If none comes within 30 minutes, check the instruction callback URL of the suite.')],
  [[40091], 'app', 'corp_admin', both('Secret 属于另一个企业', 'the secret belongs to another corp'), CHECK_APP],
  [[40123], 'content', 'template_author', both('图片损坏或长度不符', 'the picture is broken or its length differs'), EDIT],
  [[40125, 60221], 'recipient', 'bi_admin', both('open_userid 无效或属于其他服务商', 'the open_userid is not valid or of another provider'), BIND_AGAIN],
  [range(40136, 40139), 'app', 'corp_admin', both('应用试用或服务到期，或人数超限', 'the trial or service of the app ended, or its seats are used up'), RENEW_SERVICE],
  [[40141, 301007], 'app', 'corp_admin', both('企业账号异常、已解散或被封禁', 'the corp account is abnormal, dissolved or banned'), both('请企业管理员联系企业微信客服。', 'The corp has to contact the support of WeCom.')],
  [[40201, 40204], 'content', 'template_author', both('内容被反垃圾策略拦截', 'the content was blocked as spam'), both('请修改内容；切勿原样重发。', 'Change the content; never send the same again.')],
  [[40206], 'content', 'template_author', both('请求内容过大', 'the request is too large'), both('请缩短内容，或改为“摘要 + 链接”。', 'Shorten the content, or send a summary with a link.')],
  [[41001], 'ours', 'operator', both('缺少 access_token', 'access_token is missing'), REPORT],
  [[41002], 'ours', 'operator', both('缺少 corpid', 'corpid is missing'), REPORT],
  [[41004], 'ours', 'operator', both('缺少 secret', 'secret is missing'), REPORT],
  [[41006], 'ours', 'operator', both('缺少 media_id', 'media_id is missing'), REPORT],
  [[41008], 'ours', 'operator', both('缺少登录授权码', 'the sign-in code is missing'), REPORT],
  [[41009], 'ours', 'operator', both('缺少 userid', 'userid is missing'), REPORT],
  [[41011], 'ours', 'operator', both('缺少 agentid', 'agentid is missing'), REPORT],
  [[41016], 'content', 'template_author', both('缺少标题', 'the title is missing'), EDIT],
  [range(41021, 41025), 'ours', 'operator', both('缺少套件参数（suite_id、令牌、ticket、secret 或永久授权码）', 'a parameter of the suite call is missing (id, token, ticket, secret or permanent code)'), REPORT],
  [[41033], 'content', 'template_author', both('缺少描述', 'the description is missing'), EDIT],
  [[42001], 'token', 'nobody', both('access_token 已过期', 'the access_token has expired'), RENEWED],
  [range(42014, 42020), 'content', 'template_author', both('卡片的 task_id 或按钮的 key、名称不合法', 'the task_id, or the key or name of a button of the card is not valid'), EDIT],
  [range(42027, 42051), 'content', 'template_author', both('模板卡片的某个字段缺失或不合法', 'a field of the template card is missing or not valid'), EDIT],
  [[42052], 'content', 'nobody', both('消息发出已超过 24 小时，不能撤回', 'the message is older than 24 hours and cannot be recalled'), both('无法再撤回。', 'It can no longer be recalled.')],
  [[43004], 'recipient', 'recipient', both('成员未关注微信插件', 'the member has not linked WeChat'), both('请该成员在企业微信中关联微信。', 'The member has to link WeChat in WeCom.')],
  [[43009], 'app', 'corp_admin', both('企业未认证', 'the corp is not verified'), both('请企业管理员完成企业认证。', 'The corp has to be verified with WeCom.')],
  [[43012], 'app', 'corp_admin', both('应用未设置回调地址，不能发送可交互的卡片', 'the app has no callback URL, so it cannot send interactive cards'), both('请企业微信管理员为应用设置“接收消息”的回调地址，或改用不含按钮的模板。', 'Set the callback URL of the app in the WeCom console, or use a template without buttons.')],
  [[44001], 'content', 'template_author', both('媒体文件为空', 'the media file is empty'), EDIT],
  [[44004], 'content', 'template_author', both('文本内容为空', 'the text is empty'), EDIT],
  [[45001], 'content', 'template_author', both('媒体文件过大', 'the media file is too large'), both('请换用更小的文件：图片 5 MB、语音 2 MB、视频 10 MB、普通文件 20 MB 以内。', 'Use a smaller file: picture 5 MB, voice 2 MB, video 10 MB, file 20 MB.')],
  [[45002], 'content', 'template_author', both('消息内容超出长度', 'the content is too long'), both('请缩短内容，或改为“摘要 + 链接”。', 'Shorten the content, or send a summary with a link.')],
  [[45007], 'content', 'template_author', both('语音超过 60 秒', 'the voice is longer than 60 seconds'), EDIT],
  [[45008], 'content', 'template_author', both('图文消息超过 8 条', 'more than 8 articles'), EDIT],
  [[45032], 'content', 'template_author', both('图文作者超过 64 字节', 'the author is longer than 64 bytes'), EDIT],
  [[45009], 'busy', 'nobody', both('调用频率或发送数量超过企业微信的限制', 'a frequency or daily limit of WeCom was exceeded'), both('系统会放慢并稍后重试；若每天出现，请减少推送次数或接收人数。', 'The system slows down and repeats later. If it comes every day, push less often or to fewer people.')],
  [[45029], 'ours', 'operator', both('返回内容过大', 'the reply would be too large'), REPORT],
  [[45031], 'app', 'corp_admin', both('Secret 安全性不足，必须重置', 'the secret is not safe enough and must be reset'), both('请企业微信管理员重置应用 Secret 并更新授权信息。', 'Reset the Secret of the app in the WeCom console and update the authorization.')],
  [[45033, 45035, 45036], 'busy', 'nobody', both('并发调用过多或访问异常', 'too many calls at once, or unusual access'), both('系统会降低并发并稍后重试。', 'The system lowers its parallelism and repeats later.')],
  [[46004], 'recipient', 'corp_admin', both('成员不存在或不可见', 'the member does not exist or is not visible'), IN_RANGE],
  [[48001], 'app', 'corp_admin', both('应用没有调用该接口的权限', 'the app may not use this call'), both('请企业微信管理员在应用详情中授予所需权限。', 'Grant the app the permission it needs, in the WeCom console.')],
  [[48002], 'app', 'corp_admin', both('该类应用不允许调用此接口', 'this kind of app may not use this call'), both('请核对授权方式与填写的 Secret 是否属于同一个应用（通讯录同步的 Secret 不能发消息）。', 'Check that the Secret belongs to the app (the Secret of contact sync cannot send messages).')],
  [[48004], 'app', 'corp_admin', both('授权关系无效：企业已取消授权', 'the authorization is not valid: the corp has cancelled it'), AUTHORIZE_AGAIN],
  [[48005], 'app', 'operator', both('接口已下线', 'the call was retired by WeCom'), REPORT],
  [[48006], 'app', 'corp_admin', both('应用长期无人使用，权限被收回', 'nobody used the app for long, so its permission was withdrawn'), both('请企业微信管理员在管理后台重新启用应用。', 'Enable the app again in the WeCom console.')],
  [[48009], 'app', 'corp_admin', both('通讯录同步 Secret 的调用来自未登记的 IP', 'the contact-sync secret was used from an IP that is not registered'), both('请把本系统的出口 IP 加入可信 IP，或改用应用的 Secret。', 'Add our outgoing IP to the trusted IPs, or use the Secret of the app.')],
  [[48010], 'app', 'operator', both('TLS 版本过低', 'the TLS version is refused'), both('请检查出口代理：必须支持 TLS 1.2 及以上。', 'Check the outgoing proxy: TLS 1.2 or newer is needed.')],
  [[50001], 'app', 'corp_admin', both('跳转域名不是应用的可信域名', 'the redirect domain is not a trusted domain of the app'), both('请企业微信管理员在应用的“网页授权及 JS-SDK”中配置可信域名（含端口）。', 'Enter the domain, with its port, as a trusted domain of the app in the WeCom console.')],
  [[50002, 60021, 92000], 'recipient', 'corp_admin', both('成员不在应用的可见范围内', 'the member is outside the visible range of the app'), IN_RANGE],
  [[50003], 'app', 'corp_admin', both('应用已停用', 'the app is disabled'), both('请企业微信管理员启用应用。', 'Enable the app in the WeCom console.')],
  [[60031], 'app', 'corp_admin', both('应用被禁止调用接口', 'the app is barred from the API'), both('请企业微信管理员在管理后台查看应用状态。', 'Look at the state of the app in the WeCom console.')],
  [[60003, 60123], 'recipient', 'bi_admin', both('部门不存在', 'the department does not exist'), both('请更新接收部门。', 'Choose another department.')],
  [[60011], 'recipient', 'corp_admin', both('没有该成员、部门或标签的权限', 'no permission on that member, department or tag'), IN_RANGE],
  [[60020], 'app', 'corp_admin', both('调用来源 IP 不在可信 IP 中', 'the calling IP is not among the trusted IPs'), both('请企业微信管理员把错误中显示的 IP 加入应用的“企业可信 IP”，约 1 分钟后生效。', 'Add the IP that the error shows to the trusted IPs of the app; it takes about 1 minute.')],
  [[60111], 'recipient', 'bi_admin', both('成员不存在、已离职或不可见', 'the member does not exist, has left or is not visible'), BIND_AGAIN],
  [[60140], 'content', 'nobody', both('卡片的 response_code 已使用或过期（72 小时）', 'the response_code of the card was used or has expired (72 hours)'), both('该卡片不能再更新。', 'The card can no longer be updated.')],
  [range(60203, 60205), 'content', 'template_author', both('模板消息的模板编号、状态或关键词不符', 'the template id, its state or its keywords do not fit'), EDIT],
  [range(60206, 60208), 'content', 'template_author', both('该类应用不支持此消息类型或接收范围', 'this kind of app does not support this message type or target'), EDIT],
  [[60246], 'app', 'provider', both('第三方应用未上线', 'the third-party app is not online'), both('请服务商将应用上线。', 'The provider has to put the app online.')],
  [[701008, 701099], 'recipient', 'provider', both('成员没有有效的接口许可', 'the member has no valid interface licence'), both('请服务商为该成员购买并激活接口许可。', 'The provider has to buy and activate a licence for the member.')],
  [[701063], 'app', 'provider', both('企业的接口许可已关闭', 'the licences of the corp are closed'), both('请服务商处理该企业的接口许可。', 'The provider has to see to the licences of this corp.')],
  [[80001, 85005, 85008], 'app', 'corp_admin', both('可信域名不正确、归属未验证或未备案', 'the trusted domain is wrong, its ownership unproved or its ICP filing missing'), both('请企业微信管理员重新配置可信域名并完成校验。', 'Configure and verify the trusted domain again in the WeCom console.')],
  [[81012, 82001], 'ours', 'operator', both('没有指定接收人', 'no recipient was given'), REPORT],
  [[81013], 'recipient', 'corp_admin', both('全部接收人无效或不在可见范围', 'all recipients are invalid or outside the visible range'), IN_RANGE],
  [[82002], 'ours', 'operator', both('一次超过 100 个部门', 'more than 100 departments in one call'), SPLIT],
  [[82003], 'ours', 'operator', both('一次超过 100 个标签', 'more than 100 tags in one call'), SPLIT],
  [[82004], 'content', 'template_author', both('内容可能导致客户端异常', 'the content could crash the client'), EDIT],
  [[84014, 84015], 'login', 'recipient', both('登录凭证（user_ticket）无效或已过期', 'the user_ticket is not valid or has expired'), SIGN_IN_AGAIN],
  [[85002], 'content', 'template_author', both('内容含有违禁词', 'the content holds a forbidden word'), EDIT],
  [[86001, 86003, 86008], 'app', 'bi_admin', both('应用群聊不存在或由其他应用创建', 'the app group chat does not exist or belongs to another app'), both('请重新选择群聊。', 'Choose another group chat.')],
  [range(90206, 90208), 'app', 'corp_admin', both('小程序未关联应用或 appid 错误', 'the mini-program is not linked with the app, or its appid is wrong'), both('请企业微信管理员将小程序关联到应用。', 'Link the mini-program with the app in the WeCom console.')],
  [range(90201, 90204), 'content', 'template_author', both('小程序通知的内容项或页面路径不合法', 'an item or the page of the mini-program notice is not valid'), EDIT],
  [[93000, 93001, 93004, 93008, 93019], 'app', 'bi_admin', both('群机器人地址无效、被停用或已不在群里', 'the robot address is not valid, or the robot is disabled or no longer in the group'), CHECK_ROBOT],
  [[93017], 'content', 'template_author', both('群机器人消息内容为空', 'the content of the robot message is empty'), EDIT],
  [[93018], 'content', 'template_author', both('群机器人图片过大（上限 2 MB）', 'the picture for the robot is too large (2 MB)'), EDIT],
  [[301002], 'app', 'corp_admin', both('AgentId 不属于该 Secret 对应的应用', 'the AgentId does not belong to the app of this Secret'), CHECK_APP],
  [[301019], 'ours', 'operator', both('图片的 md5 与内容不符', 'the md5 does not match the picture'), REPORT],
  [[842002, 842003], 'app', 'provider', both('代开发模板未上线，或不是代开发模板', 'the customised template is not online, or it is no template'), both('请服务商检查模板的状态和编号。', 'The provider has to check the state and the id of the template.')],
  [[842006], 'login', 'corp_admin', both('企业已授权该模板', 'the corp has authorized this template already'), both('无需重复授权；若系统未显示，请先在企业微信中取消授权再重新授权。', 'No second authorization is needed. If this system does not show it, cancel it in WeCom and authorize again.')],
];

/** All codes we know, by code. */
export const WECOM_ERROR_TABLE: ReadonlyMap<number, WecomErrorFact> = new Map(
  ROWS.flatMap(([codes, fault, actor, meaning, remedy]) => codes.map((errcode) => [errcode, { errcode, fault, actor, meaning, remedy }] as const)),
);
