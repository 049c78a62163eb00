// Corps: apps, members, robots.
import { api, avatar, el, language, picture, query } from './common.js';
import { ask, button, code, facts, lines, numbers, panel, pill, table, toast } from './admin-parts.js';

const nameOf = (thing) => (language === 'zh' ? thing.name : thing.nameEn || thing.name);
const corpPath = (corp) => `corps/${encodeURIComponent(corp.corpId)}`;

/** The corp all sections are about, kept over a change of section. */
let chosen;

async function corpBar({ text, reload }, title, ...more) {
  const { corps } = await api('corps');
  const corp = corps.find((candidate) => candidate.corpId === chosen) ?? corps[0];
  chosen = corp?.corpId;
  const select = el('select', { class: 'field', 'aria-label': text('corp') }, ...corps.map((candidate) => el('option', { value: candidate.corpId, text: nameOf(candidate) })));
  if (corp) select.value = corp.corpId;
  select.addEventListener('change', () => {
    chosen = select.value;
    reload();
  });
  const bar = el('div', { class: 'bar' }, el('h1', { text: text(title) }), select, corp && code(corp.corpId), el('span', { class: 'push' }), ...(corp ? more.map((make) => make(corp)) : []));
  return { corp, bar };
}

function rangeFields(text, range) {
  return [
    { name: 'parties', label: text('rangeParties'), value: range.parties.join(' ') },
    { name: 'users', label: text('rangeUsers'), value: range.users.join(' '), area: true },
    { name: 'tags', label: text('rangeTags'), value: range.tags.join(' ') },
  ];
}

const rangeOf = (values) => ({ parties: numbers(values.parties), users: lines(values.users), tags: numbers(values.tags) });

function licenceFact(app, { text, words, reload }, path) {
  const over = Date.parse(app.licence.trialEndsAt) <= Date.now();
  const label = over ? text('licenceOver', { n: app.licence.users.length }) : text('licenceTrial', { date: app.licence.trialEndsAt.slice(0, 10) });
  const end = button(text('endTrial'), async () => {
    await api(`${path}/licence`, { method: 'PUT', body: { trialEndsAt: new Date(0).toISOString() } });
    reload();
  }, 'small');
  const users = button(text('licenceUsers'), () => ask(text('licenceUsers'), [{ name: 'users', label: text('rangeUsers'), value: app.licence.users.join(' '), area: true }], async (values) => {
    await api(`${path}/licence`, { method: 'PUT', body: { users: lines(values.users) } });
    reload();
  }, words), 'small');
  return [text('licence'), pill(label, over ? 'warn' : 'good'), ' ', ...(over ? [] : [end, ' ']), users];
}

function appPanel(corp, app, tools) {
  const { text, words, reload } = tools;
  const path = `${corpPath(corp)}/apps/${app.agentId}`;
  const change = (body) => async () => {
    await api(path, { method: 'PATCH', body });
    reload();
  };
  const state = app.inactive ? pill(text('inactive'), 'warn') : pill(text(app.enabled ? 'on' : 'off'), app.enabled ? 'good' : 'bad');
  const acts = [
    button(text('showSecret'), async () => toast(`${text('secret')}: ${(await api(`${path}/secret`)).secret}`), 'small'),
    button(text('resetSecret'), async () => {
      await api(`${path}/secret/reset`, { method: 'POST' });
      toast(text('resetDone'));
    }, 'small'),
    button(text('killTokens'), async () => toast(text('tokensKilled', { n: (await api(`${path}/tokens/invalidate`, { method: 'POST' })).tokens })), 'small'),
    button(text(app.enabled ? 'disable' : 'enable'), change({ enabled: !app.enabled }), 'small'),
    button(text(app.suiteId ? 'cancelAuth' : 'remove'), async () => {
      if (!confirm(text('sure', { what: text(app.suiteId ? 'cancelAuth' : 'remove'), name: app.name }))) return;
      await api(path, { method: 'DELETE' });
      reload();
    }, 'small danger'),
  ];
  const editRange = button(text('edit'), () => ask(text('range'), rangeFields(text, app.range), async (values) => {
    await api(`${path}/range`, { method: 'PUT', body: rangeOf(values) });
    reload();
  }, words), 'small');
  const editIps = button(text('edit'), () => ask(text('trustedIps'), [{ name: 'ips', label: text('trustedIpsHint'), value: (app.trustedIps ?? []).join(' '), area: true }], async ({ ips }) => {
    await api(path, { method: 'PATCH', body: lines(ips).length > 0 ? { trustedIps: lines(ips) } : { anyIp: true } });
    reload();
  }, words), 'small');
  const editDomains = button(text('edit'), () => ask(text('trustedDomains'), [{ name: 'domains', label: text('trustedDomains'), value: app.trustedDomains.join(' '), area: true }], async ({ domains }) => {
    await api(path, { method: 'PATCH', body: { trustedDomains: lines(domains) } });
    reload();
  }, words), 'small');
  const editCallback = callbackButton(app.callbackUrl, path, tools);
  const parts = [
    ...app.range.parties.map((id) => nameOf(corp.departments.find((department) => department.id === id) ?? { name: String(id) })),
    ...app.range.users.slice(0, 6),
    ...(app.range.users.length > 6 ? ['…'] : []),
    ...app.range.tags.map((id) => `#${id}`),
  ];
  const published = app.kind === 'customized' && [text('status'), pill(text(app.publishStatus >= 2 ? 'published' : 'developing'), app.publishStatus >= 2 ? 'good' : 'warn'), ' ', ...(app.publishStatus >= 2 ? [] : [button(text('publish'), change({ publishStatus: 2 }), 'small')])];
  return panel(
    [picture('/assets/app-logo.svg'), el('div', {}, el('h2', { text: app.name }), el('small', { text: `agentid ${app.agentId}` })), pill(text(`kind_${app.kind}`), 'blue'), state, el('span', { class: 'push' }, ...acts)],
    el(
      'div',
      { class: 'pad' },
      facts([
        [text('range'), pill(text('rangeLine', { n: app.visibleMembers })), ` ${parts.join('、') || text('none')} `, editRange],
        [text('callbackUrl'), app.callbackUrl ? code(app.callbackUrl) : text('none'), ' ', editCallback],
        [text('trustedIps'), app.trustedIps ? code(app.trustedIps.join(' ')) : text('any'), ' ', editIps],
        [text('trustedDomains'), code(app.trustedDomains.join(' ') || text('none')), ' ', editDomains],
        published,
        app.licence && licenceFact(app, tools, path),
      ]),
    ),
  );
}

/** Settings that are checked against the address before they are saved. @param path of what has the callback */
export function callbackButton(current, path, { text, words, reload }, search = '') {
  const fields = [
    { name: 'url', label: text('callbackUrl'), value: current ?? '', placeholder: 'http://127.0.0.1:3000/push/wecom/callback' },
    { name: 'token', label: text('callbackToken') },
    { name: 'encodingAesKey', label: text('callbackKey') },
  ];
  return button(text('edit'), () => ask(text('setCallback'), fields, async (values) => {
    if (values.url === '') await api(`${path}/callback${search}`, { method: 'DELETE' });
    else await api(`${path}/callback${search}`, { method: 'PUT', body: values });
    reload();
  }, words), 'small');
}

export async function apps(tools) {
  const { text, words, reload } = tools;
  const create = (corp) => button(text('newApp'), () => ask(text('newApp'), [{ name: 'name', label: text('name') }, { name: 'description', label: text('description') }, ...rangeFields(text, { parties: [1], users: [], tags: [] })], async (values) => {
    await api(`${corpPath(corp)}/apps`, { method: 'POST', body: { name: values.name, description: values.description, range: rangeOf(values) } });
    reload();
  }, words), 'main');
  const { corp, bar } = await corpBar(tools, 'apps', create);
  const panels = corp?.apps.map((app) => appPanel(corp, app, tools)) ?? [];
  return [bar, ...(panels.length > 0 ? panels : [panel(undefined, el('p', { class: 'nothing', text: text('noApps') }))])];
}

export async function members(tools) {
  const { text, words, reload } = tools;
  const search = el('input', { class: 'field', type: 'search', placeholder: text('search') });
  const create = (corp) => button(text('addMember'), () => ask(text('addMember'), [
    { name: 'userId', label: 'userid' },
    { name: 'name', label: text('name') },
    { name: 'mobile', label: text('mobile') },
    { name: 'email', label: text('email') },
    { name: 'department', label: text('department'), options: corp.departments.map((department) => [department.id, nameOf(department)]) },
  ], async ({ department, ...values }) => {
    await api(`${corpPath(corp)}/members`, { method: 'POST', body: { ...values, departments: [Number(department)] } });
    reload();
  }, words), 'main');
  const { corp, bar } = await corpBar(tools, 'members', () => search, create);
  const place = el('div', { class: 'panel' });
  if (!corp) return [bar];

  const row = (member) => {
    const path = `${corpPath(corp)}/members/${encodeURIComponent(member.userId)}`;
    const setStatus = (status) => async () => {
      await api(path, { method: 'PATCH', body: { status } });
      await show();
    };
    const visible = corp.apps.map((app) => {
      const inside = member.visibleTo.includes(app.agentId);
      return button(`${app.name}：${text(inside ? 'takeOut' : 'putIn')}`, async () => {
        await api(`${corpPath(corp)}/apps/${app.agentId}/members/${encodeURIComponent(member.userId)}/${inside ? 'out' : 'in'}`, { method: 'POST' });
        await show();
      }, 'small');
    });
    const seen = corp.apps.filter((app) => member.visibleTo.includes(app.agentId)).map((app) => pill(app.name, 'blue'));
    return [
      el('span', { class: 'who' }, avatar(member.name, member.userId), el('span', {}, member.name, el('small', { text: member.userId }))),
      member.departments.map(nameOf).join(' '),
      pill(text(`status${member.status}`), member.status === 1 ? 'good' : 'bad'),
      seen.length > 0 ? seen : pill(text('none'), 'warn'),
      [
        ...visible,
        button(text(member.status === 1 ? 'left' : 'activate'), setStatus(member.status === 1 ? 5 : 1), 'small'),
        button(text('remove'), async () => {
          if (!confirm(text('sure', { what: text('remove'), name: member.name }))) return;
          await api(path, { method: 'DELETE' });
          await show();
        }, 'small danger'),
      ],
    ];
  };
  const show = async () => {
    const { members: found } = await api(`${corpPath(corp)}/members?${query({ q: search.value.trim(), limit: 100 })}`);
    const heads = [text('name'), text('department'), text('status'), text('visibleTo'), { text: '', class: 'acts' }];
    place.replaceChildren(table(heads, found.map(row), text('noMembers')));
  };
  search.addEventListener('input', () => void show());
  await show();
  return [bar, el('p', { class: 'lead', text: text('membersHint') }), place];
}

export async function robots(tools) {
  const { text, words, reload } = tools;
  const create = (corp) => button(text('newRobot'), () => ask(text('newRobot'), [{ name: 'name', label: text('name') }, { name: 'groupName', label: text('group') }, { name: 'userIds', label: text('rangeUsers'), area: true }], async (values) => {
    await api(`${corpPath(corp)}/robots`, { method: 'POST', body: { name: values.name, groupName: values.groupName, userIds: lines(values.userIds) } });
    reload();
  }, words), 'main');
  const { corp, bar } = await corpBar(tools, 'robots', create);
  if (!corp) return [bar];
  const { robots: found } = await api(`${corpPath(corp)}/robots`);
  const rows = found.map((robot) => [
    el('span', { class: 'who' }, picture('/assets/robot-logo.svg'), el('span', {}, robot.groupName, el('small', { text: robot.name }))),
    code(`/cgi-bin/webhook/send?key=${robot.key}`),
    String(robot.userIds.length),
    pill(text(robot.enabled ? 'on' : 'off'), robot.enabled ? 'good' : 'bad'),
    [
      button(text(robot.enabled ? 'disable' : 'enable'), async () => {
        await api(`${corpPath(corp)}/robots/${robot.id}`, { method: 'PATCH', body: { enabled: !robot.enabled } });
        reload();
      }, 'small'),
      button(text('remove'), async () => {
        await api(`${corpPath(corp)}/robots/${robot.id}`, { method: 'DELETE' });
        reload();
      }, 'small danger'),
    ],
  ]);
  return [bar, panel(undefined, table([text('group'), text('webhook'), { text: text('people'), class: 'num' }, text('status'), { text: '', class: 'acts' }], rows, text('noRobots')))];
}
