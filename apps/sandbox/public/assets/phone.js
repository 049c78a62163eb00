import { api, avatar, el, language, picture, query, translate } from './common.js';
import { draw, isWide } from './bubbles.js';

const text = translate({
  navHome: ['概览', 'Overview'],
  navPhone: ['手机', 'Phone'],
  navAdmin: ['管理后台', 'Administrator'],
  search: ['搜索姓名或 userid', 'Search name or userid'],
  messages: ['消息', 'Messages'],
  documents: ['文档', 'Docs'],
  workbench: ['工作台', 'Workbench'],
  contacts: ['通讯录', 'Contacts'],
  noConversation: ['这位成员看不到任何应用。', 'No app can see this member.'],
  noMessages: ['暂无消息', 'No messages yet'],
  app: ['应用', 'App'],
  group: ['群', 'Group'],
  yesterday: ['昨天', 'Yesterday'],
  recalled: ['消息已被撤回', 'This message was recalled'],
  recalledLine: ['[已撤回]', '[recalled]'],
  status1: ['已激活', 'Active'],
  status2: ['已禁用', 'Disabled'],
  status4: ['未激活', 'Not activated'],
  status5: ['已退出企业', 'Left the corp'],
  factStatus: ['状态', 'Status'],
  factDepartment: ['部门', 'Department'],
  factPosition: ['职务', 'Position'],
  factVisible: ['可见于应用', 'Visible to'],
  none: ['无', 'none'],
  chosen: ['选中的消息', 'Chosen message'],
  chooseHint: ['点选一条消息，查看平台保存的内容。', 'Choose a message to see what the platform keeps of it.'],
  open: ['查看详情', 'Open'],
  write: ['发消息给应用', 'Write to the app'],
  send: ['发送', 'Send'],
  callbackSent: ['已向应用发送回调', 'The app was called back'],
  noCallback: ['应用没有设置回调地址', 'The app has no callback address'],
  time: ['时间', 'Time'],
  type: ['类型', 'Type'],
  bytes: ['字节', 'Bytes'],
});

const $ = (id) => document.querySelector(`#${id}`);
const wanted = new URLSearchParams(location.search);
const state = { corps: [], corp: undefined, people: [], person: undefined, conversations: [], open: undefined, messages: [], chosen: undefined, events: undefined, following: true };

const departmentName = (department) => (language === 'zh' ? department.name : department.nameEn || department.name);
const conversationPicture = (conversation) => picture(conversation.kind === 'app' ? '/assets/app-logo.svg' : '/assets/robot-logo.svg');

function clockTime(date) {
  return date.toLocaleTimeString(language === 'zh' ? 'zh-CN' : 'en-US', { hour: '2-digit', minute: '2-digit', hour12: false });
}

function when(iso, withTime) {
  const date = new Date(iso);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(iso).setHours(0, 0, 0, 0)) / 86_400_000);
  if (days === 0) return clockTime(date);
  const day = days === 1 ? text('yesterday') : date.toLocaleDateString(language === 'zh' ? 'zh-CN' : 'en-US', { month: 'short', day: 'numeric' });
  return withTime ? `${day} ${clockTime(date)}` : day;
}

function remember() {
  const { corp, person, open } = state;
  const search = query({ corp: state.corps.length > 1 ? corp.corpId : undefined, user: person?.userId, conversation: open });
  history.replaceState(null, '', search ? `?${search}` : location.pathname);
  // Lets pages that are opened from a message know who holds the phone: inside WeCom the sign-in is silent too.
  if (person) document.cookie = `sandbox_person=${encodeURIComponent(`${corp.corpId}/${person.userId}`)}; path=/; SameSite=Lax`;
}

async function showPeople() {
  const { members } = await api(`corps/${encodeURIComponent(state.corp.corpId)}/members?${query({ q: $('search').value.trim(), limit: 300 })}`);
  state.people = members;
  $('people').replaceChildren(
    ...members.map((member) =>
      el(
        'li',
        {},
        el(
          'button',
          { class: `person${member.status === 5 ? ' gone' : ''}`, type: 'button', 'aria-current': member.userId === state.person?.userId ? 'true' : undefined, on: { click: () => void choosePerson(member) } },
          avatar(member.name, member.userId),
          el('div', {}, el('strong', { text: member.name }), el('small', { text: `${member.userId} · ${member.departments.map(departmentName).join(' ')}` })),
        ),
      ),
    ),
  );
}

async function choosePerson(member, conversation) {
  state.person = member;
  state.open = undefined;
  state.chosen = undefined;
  for (const button of document.querySelectorAll('.person')) button.toggleAttribute('aria-current', false);
  const index = state.people.findIndex((person) => person.userId === member.userId);
  const button = document.querySelectorAll('.person')[index];
  button?.setAttribute('aria-current', 'true');
  button?.scrollIntoView({ block: 'nearest' });
  listen();
  await loadConversations();
  const spoken = state.conversations.filter((candidate) => candidate.last);
  // With a single conversation there is nothing to choose from.
  const first = state.conversations.find((candidate) => candidate.id === conversation) ?? (spoken.length === 1 ? spoken[0] : undefined);
  if (first) await openConversation(first.id);
  else showList();
}

function listen() {
  state.events?.close();
  const events = new EventSource(`/sandbox/phone/events?${query({ corpId: state.corp.corpId, userId: state.person.userId })}`);
  let known = false;
  const refresh = async () => {
    await loadConversations();
    if (state.open) await loadMessages();
    else showList();
  };
  // Events close together are one change; and after a lost connection something may have been missed.
  let planned;
  const soon = () => {
    planned ??= setTimeout(() => {
      planned = undefined;
      void refresh();
    }, 40);
  };
  events.addEventListener('change', soon);
  events.addEventListener('ready', () => {
    if (known) soon();
    known = true;
  });
  state.events = events;
}

async function loadConversations() {
  const { conversations } = await api(`phone/conversations?${query({ corpId: state.corp.corpId, userId: state.person.userId })}`);
  state.conversations = conversations.toSorted((a, b) => (b.last?.seq ?? 0) - (a.last?.seq ?? 0));
  showBadges();
}

function showBadges() {
  const others = state.conversations.filter((conversation) => conversation.id !== state.open).reduce((sum, conversation) => sum + conversation.unread, 0);
  const badge = others > 99 ? '99+' : others || '';
  $('backBadge').textContent = badge;
  $('tabs').replaceChildren(
    ...['messages', 'documents', 'workbench', 'contacts'].map((key, index) => el('span', { class: index === 0 ? 'on' : '' }, text(key), el('b', { class: 'badge', text: index === 0 ? badge : '' }))),
  );
}

function showList() {
  state.open = undefined;
  remember();
  $('title').textContent = text('messages');
  $('back').hidden = true;
  $('chat').hidden = true;
  $('compose').hidden = true;
  $('tabs').hidden = false;
  $('list').hidden = false;
  $('list').replaceChildren(
    ...state.conversations.map((conversation) => {
      const icon = conversationPicture(conversation);
      const { last, unread } = conversation;
      return el(
        'button',
        { class: 'row', type: 'button', data: { conversation: conversation.id }, on: { click: () => void openConversation(conversation.id) } },
        el('span', { class: 'with-badge' }, icon, el('b', { class: 'badge', text: unread > 99 ? '99+' : unread || '' })),
        el(
          'span',
          { class: 'words' },
          el('span', { class: 'line' }, el('strong', { text: conversation.title }), el('span', { class: 'tag', text: text(conversation.kind === 'app' ? 'app' : 'group') }), el('time', { text: last ? when(last.at) : '' })),
          el('p', { text: last ? (last.recalled ? text('recalledLine') : last.title) : text('noMessages') }),
        ),
      );
    }),
    ...(state.conversations.length === 0 ? [el('p', { class: 'empty', text: text('noConversation') })] : []),
  );
  showFacts();
}

async function openConversation(id) {
  state.open = id;
  state.messages = [];
  state.chosen = undefined;
  remember();
  const conversation = state.conversations.find((candidate) => candidate.id === id);
  $('title').textContent = conversation.title;
  $('back').hidden = false;
  $('list').hidden = true;
  $('tabs').hidden = true;
  $('chat').hidden = false;
  $('chat').replaceChildren();
  showCompose(conversation);
  if (conversation.kind === 'app') void api('phone/enter', { method: 'POST', body: { corpId: state.corp.corpId, userId: state.person.userId, agentId: Number(id.slice('app:'.length)) } });
  await loadMessages(true);
}

async function loadMessages(first = false) {
  const about = { corpId: state.corp.corpId, userId: state.person.userId, conversation: state.open };
  const { messages } = await api(`phone/messages?${query(about)}`);
  if (about.conversation !== state.open) return;
  const lastSeen = state.messages.at(-1)?.seq ?? 0;
  state.messages = messages;
  showMessages(first ? Infinity : lastSeen);
  if (document.visibilityState === 'visible') await api('phone/read', { method: 'POST', body: about });
  const conversation = state.conversations.find((candidate) => candidate.id === state.open);
  if (conversation) conversation.unread = 0;
  showBadges();
}

/** @param freshAbove messages numbered above this have just arrived */
function showMessages(freshAbove) {
  const chat = $('chat');
  const atEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 80;
  const conversation = state.conversations.find((candidate) => candidate.id === state.open);
  const nodes = [];
  let before = 0;
  for (const message of state.messages) {
    const at = Date.parse(message.at);
    if (at - before > 300_000) nodes.push(el('div', { class: 'when', text: when(message.at, true) }));
    before = at;
    if (message.recalledAt) {
      nodes.push(el('div', { class: 'system', data: { seq: message.seq }, text: text('recalled') }));
      continue;
    }
    const mine = message.from === 'member';
    const bubble = draw(message, { text, use: (what, key, selected) => void useCard(message, what, key, selected) });
    if (message.safe) bubble.append(el('span', { class: 'safe', text: `${state.person.name} ${state.person.userId}` }));
    nodes.push(
      el(
        'div',
        {
          class: ['msg', mine && 'mine', isWide(message) && 'wide', message.seq > freshAbove && 'fresh', message.seq === state.chosen && 'chosen'].filter(Boolean).join(' '),
          data: { seq: message.seq, type: message.msgType },
          on: { click: () => chooseMessage(message.seq) },
        },
        mine ? avatar(state.person.name, state.person.userId) : conversationPicture(conversation),
        el('div', { class: 'body' }, conversation.kind === 'robot' && el('div', { class: 'sender', text: conversation.sender }), bubble),
      ),
    );
  }
  if (nodes.length === 0) nodes.push(el('p', { class: 'empty', text: text('noMessages') }));
  chat.replaceChildren(...nodes);
  state.following = freshAbove === Infinity || atEnd;
  followEnd();
  showFacts();
}

function followEnd() {
  const chat = $('chat');
  if (state.following) chat.scrollTop = chat.scrollHeight;
}

async function useCard(message, what, key, selected) {
  const { callback } = await api('phone/card', { method: 'POST', body: { corpId: state.corp.corpId, userId: state.person.userId, seq: message.seq, what, key, selected } });
  note(text(callback ? 'callbackSent' : 'noCallback'));
}

let noteTimer;
function note(words) {
  const place = $('note');
  place.textContent = words;
  place.hidden = false;
  clearTimeout(noteTimer);
  noteTimer = setTimeout(() => {
    place.hidden = true;
  }, 1800);
}

/** Members can write to apps; a robot's group is for reading here. */
function showCompose(conversation) {
  $('compose').hidden = conversation.kind !== 'app';
  if (conversation.kind !== 'app') return;
  const agentId = Number(conversation.id.slice('app:'.length));
  const input = el('input', { placeholder: text('write'), maxlength: '600', 'aria-label': text('write') });
  const button = el('button', { type: 'submit', text: text('send'), disabled: true });
  input.addEventListener('input', () => {
    button.disabled = input.value.trim() === '';
  });
  const submit = async () => {
    const content = input.value.trim();
    if (content === '') return;
    input.value = '';
    button.disabled = true;
    const { callback } = await api('phone/write', { method: 'POST', body: { corpId: state.corp.corpId, userId: state.person.userId, agentId, content } });
    if (!callback) note(text('noCallback'));
  };
  const form = el('form', {}, input, button);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit();
  });
  $('compose').replaceChildren(form);
}

function chooseMessage(seq) {
  state.chosen = seq;
  for (const node of document.querySelectorAll('.msg')) node.classList.toggle('chosen', Number(node.dataset.seq) === seq);
  showFacts();
}

function showFacts() {
  const { person, corp } = state;
  const pairs = (list) => el('dl', {}, ...list.flatMap(([name, value]) => [el('dt', { text: name }), el('dd', {}, value)]));
  const apps = corp.apps.filter((app) => person.visibleTo.includes(app.agentId)).map((app) => app.name);
  const nodes = [
    el('div', { class: 'who' }, avatar(person.name, person.userId), el('div', {}, el('strong', { text: person.name }), el('span', { text: person.userId }))),
    el('h2', { text: language === 'zh' ? corp.name : corp.nameEn }),
    pairs([
      [text('factStatus'), el('span', { class: `pill${person.status === 1 ? '' : ' bad'}`, text: text(`status${person.status}`) })],
      [text('factDepartment'), person.departments.map(departmentName).join(' ')],
      [text('factPosition'), person.position],
      [text('factVisible'), apps.length > 0 ? apps.join(' ') : el('span', { class: 'pill bad', text: text('none') })],
    ]),
    el('h2', { text: text('chosen') }),
  ];
  const message = state.messages.find((candidate) => candidate.seq === state.chosen);
  if (message && state.open) {
    const json = JSON.stringify(message.content, null, 2);
    nodes.push(
      pairs([
        [text('type'), message.msgType],
        [text('time'), new Date(message.at).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-US', { hour12: false })],
        ['msgid', `${message.msgId.slice(0, 18)}…`],
        [text('bytes'), String(new TextEncoder().encode(JSON.stringify(message.content)).length)],
      ]),
      el('h2', { text: 'JSON' }),
      el('pre', { text: json }),
    );
  } else {
    nodes.push(el('p', { class: 'hint', text: text('chooseHint') }));
  }
  $('facts').replaceChildren(...nodes);
}

async function chooseCorp(corpId) {
  state.corp = state.corps.find((corp) => corp.corpId === corpId);
  $('search').value = '';
  await showPeople();
  if (state.people[0]) await choosePerson(state.people[0]);
}

async function goBack() {
  state.open = undefined;
  await loadConversations();
  showList();
}

async function start() {
  const tick = () => {
    $('clock').textContent = clockTime(new Date());
  };
  tick();
  setInterval(tick, 10_000);
  ({ corps: state.corps } = await api('corps'));
  if (state.corps.length === 0) {
    location.href = '/';
    return;
  }
  $('corp').append(...state.corps.map((corp) => el('option', { value: corp.corpId, text: language === 'zh' ? corp.name : corp.nameEn })));
  state.corp = state.corps.find((corp) => corp.corpId === wanted.get('corp')) ?? state.corps[0];
  $('corp').value = state.corp.corpId;
  $('corp').addEventListener('change', () => void chooseCorp($('corp').value));
  $('search').addEventListener('input', () => void showPeople());
  $('back').addEventListener('click', () => void goBack());
  // Pictures come after the message: the end of the conversation stays in sight.
  $('chat').addEventListener('load', () => followEnd(), true);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && state.open) void loadMessages();
  });
  await showPeople();
  const user = wanted.get('user')?.toLowerCase();
  let person = state.people.find((candidate) => candidate.userId.toLowerCase() === user);
  if (user && !person) {
    const { members } = await api(`corps/${encodeURIComponent(state.corp.corpId)}/members?${query({ q: user })}`);
    person = members.find((candidate) => candidate.userId.toLowerCase() === user);
  }
  const conversation = wanted.get('conversation') ?? (wanted.get('app') ? `app:${wanted.get('app')}` : undefined);
  await choosePerson(person ?? state.people[0], conversation);
}

void start();
