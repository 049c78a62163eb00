// Providers: templates, suites, installations.
import { api, el } from './common.js';
import { callbackButton } from './admin-corps.js';
import { button, code, facts, panel, pill, table, toast } from './admin-parts.js';

export async function providers(tools) {
  const { text, reload } = tools;
  const { providers: known, suites, links } = await api('suites');
  const bar = el('div', { class: 'bar' }, el('h1', { text: text('providers') }), el('span', { class: 'push' }), button(text('refresh'), reload));
  if (known.length === 0) return [bar, panel(undefined, el('p', { class: 'nothing', text: text('noProviders') }))];
  const providerPanels = known.map((provider) =>
    panel([el('div', {}, el('h2', { text: provider.name }), el('small', { text: provider.corpId })), pill(text('provider'), 'blue'), el('span', { class: 'push' }, button(text('showSecret'), () => toast(`provider_secret: ${provider.secret}`), 'small'))]),
  );
  const suitePanels = suites.map((suite) => {
    const path = `suites/${suite.suiteId}`;
    const push = button(text('pushTicket'), async () => {
      const { pushed, ticket } = await api(`${path}/ticket`, { method: 'POST' });
      toast(pushed ? text('ticketPushed') : text('ticketMade', { ticket }));
      if (pushed) reload();
    }, 'small');
    const install = suite.kind === 'third_party' && el('a', { class: 'btn small', href: `/3rdapp/install?suite_id=${suite.suiteId}`, target: '_blank', rel: 'noopener', text: text('market') });
    const apps = suite.apps.map((app) => [
      app.corpName,
      code(app.openCorpId),
      String(app.agentId),
      pill(text(app.enabled ? 'on' : 'off'), app.enabled ? 'good' : 'bad'),
      button(text('cancelAuth'), async () => {
        if (!confirm(text('sure', { what: text('cancelAuth'), name: app.corpName }))) return;
        await api(`corps/${app.corpId}/apps/${app.agentId}`, { method: 'DELETE' });
        reload();
      }, 'small danger'),
    ]);
    return panel(
      [el('div', {}, el('h2', { text: suite.name }), el('small', { text: suite.suiteId })), pill(text(suite.kind === 'customized' ? 'template' : 'suite'), 'blue'), el('span', { class: 'push' }, install, push, button(text('showSecret'), () => toast(`suite_secret: ${suite.secret}`), 'small'))],
      el(
        'div',
        { class: 'pad' },
        facts([
          [text('instructUrl'), suite.callbackUrl ? code(suite.callbackUrl) : text('none'), ' ', callbackButton(suite.callbackUrl, path, tools, '?which=callback')],
          [text('dataUrl'), suite.dataCallbackUrl ? code(suite.dataCallbackUrl) : text('none'), ' ', callbackButton(suite.dataCallbackUrl, path, tools, '?which=dataCallback')],
          [text('trustedDomains'), code(suite.trustedDomains.join(' '))],
          [text('ticket'), suite.ticketAt ? new Date(suite.ticketAt).toLocaleString() : text('none')],
        ]),
      ),
      suite.apps.length > 0 && table([text('authorized'), 'corpid', 'agentid', text('status'), { text: '', class: 'acts' }], apps, ''),
    );
  });
  const linkRows = links.map((link) => [
    link.templateIds.map((id) => suites.find((suite) => suite.suiteId === id)?.name ?? id).join('、'),
    code(link.state || '—'),
    new Date(link.expiresAt).toLocaleString(),
    el('a', { class: 'btn small main', href: `/3rdapp/install?link=${link.id}`, target: '_blank', rel: 'noopener', text: text('confirmLink') }),
  ]);
  const linkPanel = links.length > 0 && panel([el('h2', { text: text('openLinks') })], table([text('template'), 'state', text('expires'), { text: '', class: 'acts' }], linkRows, ''));
  return [bar, ...(linkPanel ? [linkPanel] : []), ...providerPanels, ...suitePanels];
}
