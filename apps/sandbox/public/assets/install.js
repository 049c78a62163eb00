// The page on which a corp's administrator confirms an installation.
import { api, el, language, query, translate } from './common.js';

const asked = new URLSearchParams(location.search);

const text = translate({
  heading: ['授权 {app}', 'Authorize {app}'],
  customized: ['代开发应用：由服务商为本企业开发和维护', 'Customised app: made and kept by a provider for this corp'],
  third_party: ['第三方应用：安装后服务商可向可见范围内的成员发送消息', 'Third-party app: its provider may send to members in the range'],
  corp: ['企业', 'Corp'],
  admin: ['管理员', 'Administrator'],
  range: ['可见范围', 'Visible range'],
  confirm: ['确认授权', 'Confirm'],
  done: ['已授权，可以关闭此页。', 'Authorized. This page can be closed.'],
  refused: ['无法授权', 'This cannot be authorized'],
});

const $ = (id) => document.querySelector(`#${id}`);
const nameOf = (thing) => (language === 'zh' ? thing.name : thing.nameEn || thing.name);

function refuse(error) {
  $('problem').textContent = error.message;
  $('problem').hidden = false;
}

async function showCorp(corp) {
  const { members } = await api(`corps/${encodeURIComponent(corp.corpId)}/members?${query({ limit: 200 })}`);
  $('admin').replaceChildren(...members.filter((member) => member.status === 1).map((member) => el('option', { value: member.userId, text: `${member.name} (${member.userId})` })));
  const depthOf = (department) => {
    const parent = corp.departments.find(({ id }) => id === department.parentId);
    return parent ? depthOf(parent) + 1 : 0;
  };
  $('departments').replaceChildren(
    ...corp.departments.map((department) => {
      const box = el('input', { type: 'checkbox', value: department.id });
      box.checked = department.parentId === 0;
      return el('label', { class: `depth-${Math.min(2, depthOf(department))}` }, box, nameOf(department));
    }),
  );
}

async function confirm() {
  const parties = [...$('departments').querySelectorAll('input:checked')].map((box) => Number(box.value));
  const body = {
    link: asked.get('link') ?? undefined,
    suiteId: asked.get('suite_id') ?? undefined,
    preAuthCode: asked.get('pre_auth_code') ?? undefined,
    redirectUri: asked.get('redirect_uri') ?? undefined,
    state: asked.get('state') ?? undefined,
    corpId: $('corp').value,
    adminUserId: $('admin').value,
    range: { users: [], parties, tags: [] },
  };
  try {
    const { redirect } = await api('suites/installation', { method: 'POST', body });
    if (redirect) {
      location.assign(redirect);
      return;
    }
    $('form').hidden = true;
    $('done').textContent = text('done');
    $('done').hidden = false;
  } catch (error) {
    refuse(error);
  }
}

async function start() {
  try {
    const about = await api(`suites/installation?${query({ link: asked.get('link') ?? '', suite_id: asked.get('suite_id') ?? '', pre_auth_code: asked.get('pre_auth_code') ?? '' })}`);
    $('heading').textContent = text('heading', { app: about.suites.join('、') });
    $('lead').textContent = text(about.kind);
    const { corps } = await api('corps');
    $('corp').append(...corps.map((corp) => el('option', { value: corp.corpId, text: nameOf(corp) })));
    const current = () => corps.find((corp) => corp.corpId === $('corp').value);
    $('corp').addEventListener('change', () => void showCorp(current()));
    await showCorp(current());
    $('form').addEventListener('submit', (event) => {
      event.preventDefault();
      void confirm();
    });
    $('form').hidden = false;
  } catch (error) {
    $('heading').textContent = text('refused');
    refuse(error);
  }
}

void start();
