// What went in and out, and what is made to go wrong.
import { api, el, query } from './common.js';
import { ask, button, code, openable, panel, pill, table } from './admin-parts.js';

const clock = (iso) => new Date(iso).toLocaleTimeString(undefined, { hour12: false });

function pretty(words) {
  try {
    return JSON.stringify(JSON.parse(words), null, 1);
  } catch {
    return words;
  }
}

const pair = (left, leftText, right, rightText) =>
  el('div', { class: 'pair' }, el('div', {}, el('h3', { text: left }), el('pre', { class: 'code', text: leftText || '—' })), el('div', {}, el('h3', { text: right }), el('pre', { class: 'code', text: rightText || '—' })));

export async function callbacks({ text, reload }) {
  const { callbacks: sent } = await api('callbacks');
  const kinds = { pending: '', delivered: 'good', refused: 'warn', failed: 'bad', lost: 'bad' };
  const heads = [text('time'), text('event'), text('target'), { text: text('attempts'), class: 'num' }, text('result')];
  const rows = sent.map((record) =>
    openable(
      [
        clock(record.at),
        [pill(record.kind, 'blue'), ...record.faults.map((fault) => pill(text(`f_${fault}`), 'warn'))],
        code(record.url),
        String(record.attempts.length),
        [pill(text(`state_${record.state}`), kinds[record.state]), ...(record.slow ? [' ', pill(text('slow'), 'warn')] : [])],
      ],
      heads,
      () => {
        const answers = record.attempts.map((attempt) => `${clock(attempt.at)}  ${attempt.status ?? attempt.error}  ${attempt.durationMs} ms\n${attempt.answer}`).join('\n\n');
        return pair(text('plainXml'), record.xml.replace(/(<xml>|<\/\w+>)(?=<)/g, '$1\n'), text('answers'), [answers, record.passiveReply].filter(Boolean).join('\n\n'));
      },
    ),
  );
  return [el('div', { class: 'bar' }, el('h1', { text: text('callbacks') }), el('span', { class: 'push' }), button(text('refresh'), reload)), panel(undefined, table(heads, rows, text('noCallbacks')))];
}

let failuresOnly = false;
let apiFilter = '';

export async function journal({ text, reload }) {
  const { entries } = await api(`journal?${query({ limit: 300, api: apiFilter })}`);
  const { calls } = await api('journal/counts');
  const shown = failuresOnly ? entries.filter((entry) => entry.errcode !== 0) : entries;
  const select = el('select', { class: 'field' }, el('option', { value: '', text: text('allCalls') }), ...Object.keys(calls).toSorted().map((name) => el('option', { value: name, text: name })));
  select.value = apiFilter;
  select.addEventListener('change', () => {
    apiFilter = select.value;
    reload();
  });
  const box = el('input', { type: 'checkbox' });
  box.checked = failuresOnly;
  box.addEventListener('change', () => {
    failuresOnly = box.checked;
    reload();
  });
  const heads = [text('time'), text('call'), 'agentid', text('httpStatus'), text('errcode'), { text: text('duration'), class: 'num' }];
  const rows = shown.map((entry) =>
    openable(
      [
        clock(entry.at),
        [code(`${entry.method} ${entry.api}`), ' ', ...entry.faults.map((fault) => pill(text(`f_${fault}`), 'warn'))],
        entry.agentId ?? '',
        entry.httpStatus === null ? pill(text('noAnswer'), 'bad') : pill(String(entry.httpStatus), entry.httpStatus === 200 ? '' : 'bad'),
        entry.errcode === null ? '' : pill(String(entry.errcode), entry.errcode === 0 ? 'good' : 'bad'),
        entry.durationMs.toFixed(1),
      ],
      heads,
      () => pair(text('request'), [Object.entries(entry.query).map(([name, value]) => `${name}=${value}`).join('\n'), pretty(entry.request)].filter(Boolean).join('\n\n'), text('reply'), pretty(entry.reply)),
    ),
  );
  const bar = el('div', { class: 'bar' }, el('h1', { text: text('journal') }), el('span', { class: 'push' }), el('label', {}, box, ' ', text('failuresOnly')), select, button(text('refresh'), reload));
  return [bar, panel(undefined, table(heads, rows, text('noCalls')))];
}

const KINDS = ['latency', 'errcode', 'http_status', 'html', 'truncated_json', 'reset', 'hang', 'accept_then_hang', 'accept_then_reset', 'token_invalidated', 'token_expired', 'ip_refused', 'callback_lost', 'callback_late', 'callback_twice'];

function faultFields(kind, text) {
  const own = {
    latency: [{ name: 'p50Ms', label: text('p50'), value: '200', type: 'number' }, { name: 'p99Ms', label: text('p99'), value: '2000', type: 'number' }],
    errcode: [{ name: 'errcode', label: text('errcodeField'), value: '-1', type: 'number' }],
    http_status: [{ name: 'status', label: text('statusField'), value: '502', type: 'number' }],
    callback_late: [{ name: 'delayMs', label: text('delay'), value: '5000', type: 'number' }],
  };
  return [
    { name: 'api', label: text(kind.startsWith('callback_') ? 'eventField' : 'apiField'), value: kind.startsWith('accept_') ? 'message/send' : '' },
    { name: 'corpId', label: 'CorpID' },
    { name: 'agentId', label: 'AgentId', type: 'number' },
    { name: 'rate', label: text('rate'), value: '1', type: 'number' },
    { name: 'times', label: text('times'), type: 'number' },
    ...(own[kind] ?? []),
  ];
}

export async function faults({ text, words, reload }) {
  const { faults: active } = await api('faults');
  const rows = active.map((fault) => [
    pill(text(`f_${fault.kind}`), 'warn'),
    [code(fault.api ?? text('allCalls')), ' ', code([fault.corpId, fault.agentId].filter(Boolean).join(' / '))],
    [fault.times === undefined ? '' : pill(text('nextN', { n: fault.times })), fault.rate === undefined ? '' : pill(`${fault.rate * 100} %`), ' ', code([fault.errcode, fault.status, fault.delayMs && `${fault.delayMs} ms`, fault.p50Ms && `p50 ${fault.p50Ms} ms, p99 ${fault.p99Ms} ms`].filter((part) => part !== undefined).join(' '))],
    String(fault.hits),
    button(text('remove'), async () => {
      await api(`faults/${fault.id}`, { method: 'DELETE' });
      reload();
    }, 'small danger'),
  ]);
  const cards = KINDS.map((kind) =>
    el(
      'button',
      {
        type: 'button',
        on: {
          click: () =>
            ask(text(`f_${kind}`), faultFields(kind, text), async (values) => {
              const numeric = new Set(['agentId', 'rate', 'times', 'errcode', 'status', 'delayMs', 'p50Ms', 'p99Ms']);
              const given = Object.entries(values).filter(([, value]) => value !== '');
              const body = Object.fromEntries(given.map(([name, value]) => [name, numeric.has(name) ? Number(value) : value]));
              if (body.rate === 1) delete body.rate;
              await api('faults', { method: 'POST', body: { kind, ...body } });
              reload();
            }, words),
        },
      },
      el('strong', { text: text(`f_${kind}`) }),
      el('small', { text: text(`d_${kind}`) }),
    ),
  );
  const clear = button(text('clear'), async () => {
    await api('faults', { method: 'DELETE' });
    reload();
  });
  const heads = [text('faults'), text('faultWhere'), text('faultHow'), { text: text('hits'), class: 'num' }, { text: '', class: 'acts' }];
  return [
    el('div', { class: 'bar' }, el('h1', { text: text('faults') }), el('span', { class: 'push' }), active.length > 0 && clear, button(text('refresh'), reload)),
    panel([el('h2', { text: text('activeFaults') })], table(heads, rows, text('noFaults'))),
    panel([el('h2', { text: text('newFault') })], el('div', { class: 'faults' }, ...cards)),
  ];
}

export async function limits({ text, reload }) {
  const { limits: current, defaults } = await api('limits');
  const inputs = Object.entries(current).map(([name, value]) => {
    const input = el('input', { class: `field${value === defaults[name] ? '' : ' changed'}`, type: 'number', min: '0', step: 'any', name });
    input.value = String(value);
    return el('label', {}, el('span', { text: text(name) }), input);
  });
  const form = el('div', { class: 'limits' }, ...inputs);
  const save = button(text('save'), async () => {
    const body = Object.fromEntries([...form.querySelectorAll('input')].map((input) => [input.name, Number(input.value)]));
    await api('limits', { method: 'PATCH', body });
    reload();
  }, 'main');
  const unblock = button(text('unblock'), async () => {
    await api('limits/unblock', { method: 'POST' });
    reload();
  });
  return [el('div', { class: 'bar' }, el('h1', { text: text('limits') }), el('span', { class: 'push' }), unblock, save), el('p', { class: 'lead', text: text('limitsHint') }), panel(undefined, form)];
}
