// The page between an app's link and its redirect: silent in WeCom's own browser, a QR code elsewhere. Here one chooses who one is.
import { api, avatar, el, language, query, translate } from './common.js';

const asked = new URLSearchParams(location.search);
const kind = location.pathname.startsWith('/connect') ? 'oauth' : 'qr';

const text = translate({
  oauth: ['登录 {app}', 'Sign in to {app}'],
  qr: ['企业微信扫码登录 {app}', 'Sign in to {app} by WeCom'],
  lead: ['选择以谁的身份继续', 'Choose whom to go on as'],
  refused: ['无法登录', 'This sign-in is refused'],
  search: ['搜索姓名或 userid', 'Search name or userid'],
  language: ['语言', 'Language'],
});

const $ = (id) => document.querySelector(`#${id}`);

const request = {
  kind,
  // Providers' sign-in links carry the suite as `suite_id` on the older page.
  appid: asked.get('appid') ?? asked.get('suite_id') ?? '',
  agentid: asked.get('agentid') ?? undefined,
  redirectUri: asked.get('redirect_uri') ?? '',
  scope: asked.get('scope') ?? undefined,
  state: asked.get('state') ?? undefined,
};

function refuse(error) {
  $('heading').textContent = text('refused');
  $('lead').textContent = request.redirectUri;
  $('choice').hidden = true;
  $('problem').textContent = error.message;
  $('problem').hidden = false;
}

async function choose(corp, person) {
  try {
    const { redirect } = await api('sign-in', { method: 'POST', body: { ...request, corpId: corp.corpId, userId: person.userId } });
    location.assign(redirect);
  } catch (error) {
    refuse(error);
  }
}

async function showPeople(corp) {
  const { members } = await api(`corps/${encodeURIComponent(corp.corpId)}/members?${query({ q: $('search').value.trim(), limit: 100 })}`);
  $('people').replaceChildren(
    ...members.map((person) =>
      el('li', {}, el('button', { class: 'person', type: 'button', on: { click: () => void choose(corp, person) } }, avatar(person.name, person.userId), el('div', {}, el('strong', { text: person.name }), el('small', { text: person.userId })))),
    ),
  );
}

async function start() {
  try {
    const { appName, corps } = await api('sign-in/check', { method: 'POST', body: request });
    $('heading').textContent = text(kind, { app: appName });
    $('lead').textContent = text('lead');
    $('choice').hidden = false;
    $('corp').hidden = corps.length < 2;
    $('corp').append(...corps.map((corp) => el('option', { value: corp.corpId, text: language === 'zh' ? corp.name : corp.nameEn })));
    const current = () => corps.find((corp) => corp.corpId === $('corp').value);
    $('corp').addEventListener('change', () => void showPeople(current()));
    $('search').addEventListener('input', () => void showPeople(current()));
    if (corps.length > 0) await showPeople(current());
  } catch (error) {
    refuse(error);
  }
}

void start();
