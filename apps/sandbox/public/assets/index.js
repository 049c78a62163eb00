import { api, el, language, translate } from './common.js';

const text = translate({
  navHome: ['概览', 'Overview'],
  navPhone: ['手机', 'Phone'],
  navAdmin: ['管理后台', 'Administrator'],
  heroTitle: ['企业微信沙箱', 'A stand-in for the WeCom platform'],
  heroText: [
    '在本机模仿企业微信的服务端接口：同样的 JSON、字节限制、错误码与频率限制。把 https://qyapi.weixin.qq.com 换成本地址即可联调。',
    'Imitates the server API of WeCom on this machine: the same JSON, byte limits, codes and rate limits. Use this address in place of https://qyapi.weixin.qq.com.',
  ],
  phoneText: ['选择一位成员，查看 TA 收到的消息，实时到达。', 'Choose a person and see what they received, as it arrives.'],
  adminText: ['企业、应用、成员与可见范围；授权、回调与故障注入。', 'Corps, apps, members and visible ranges; authorizations, callbacks and faults on demand.'],
  corpsTitle: ['企业', 'Corps'],
  corpLine: ['{members} 位成员', '{members} members'],
  appSees: ['可见 {n} 人', 'sees {n}'],
  noCorps: ['还没有企业。', 'There is no corp yet.'],
  countsTitle: ['至今', 'So far'],
  deliveries: ['送达人次', 'deliveries'],
  messages: ['消息', 'messages'],
  dropped: ['因频率被丢弃', 'dropped for frequency'],
  repeats: ['同一内容重复到达', 'repeated to a person'],
  calls: ['接口调用', 'API calls'],
  callsTitle: ['接口', 'API'],
  colCall: ['接口', 'Call'],
  colWhat: ['用途', 'What it does'],
  colFidelity: ['与平台的一致程度', 'Fidelity'],
  colSeen: ['调用次数', 'Calls'],
  imitated: ['一致', 'imitated'],
  approximated: ['近似', 'approximated'],
  unconfirmed: ['未经证实', 'unconfirmed'],
});

const [{ corps }, counts, { calls }, seen] = await Promise.all([api('corps'), api('counts'), api('calls'), api('journal/counts')]);

document.querySelector('#corps').append(
  ...corps.map((corp) =>
    el(
      'article',
      { class: 'corp' },
      el('header', {}, el('strong', { text: language === 'zh' ? corp.name : corp.nameEn }), el('code', { text: corp.corpId }), el('span', { text: text('corpLine', { members: corp.members }) })),
      el('ul', {}, ...corp.apps.map((app) => el('li', { text: `${app.name} · ${app.agentId} · ${text('appSees', { n: app.visibleMembers })}` })), ...corp.robots.map((robot) => el('li', { text: robot.groupName }))),
    ),
  ),
  ...(corps.length === 0 ? [el('p', { text: text('noCorps') })] : []),
);

document.querySelector('#numbers').append(
  ...['deliveries', 'messages', 'dropped', 'repeats', 'calls'].map((key) => el('div', { class: 'number' }, el('b', { text: counts[key].toLocaleString() }), el('span', { text: text(key) }))),
);

document.querySelector('#calls').append(
  ...calls.map((call) => {
    const outcomes = Object.values(seen.calls[call.path.replace('/cgi-bin/', '')] ?? {});
    return el(
      'tr',
      {},
      el('td', {}, el('span', { class: `verb ${call.method.toLowerCase()}`, text: call.method }), el('code', { text: call.path })),
      el('td', { text: call.summary[language] }),
      el('td', {}, el('span', { class: `mark ${call.fidelity}`, text: text(call.fidelity) })),
      el('td', { text: outcomes.reduce((sum, n) => sum + n, 0).toLocaleString() }),
    );
  }),
);
