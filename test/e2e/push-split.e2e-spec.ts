import type { ChartSnapshot } from '#bi-host';
import { WecomError } from '#wecom';
import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';

const tableOf = (rows: number): ChartSnapshot => ({
  id: 'shops', title: '门店', kind: 'table', state: 'ok',
  columns: [{ key: 'shop', title: '店铺', type: 'text' }, { key: 'amount', title: '销售额', type: 'number', unit: '元' }, { key: 'change', title: '环比', type: 'percent' }],
  rows: Array.from({ length: rows }, (_, at) => [`第${at + 1}家店铺`, 100_000 + at, 0.01]),
});

describe('a table too long for one message', () => {
  let t: TestApp;
  let authorizationId: string;
  const answers: (() => never)[] = [];
  beforeAll(async () => {
    t = await startTestApp();
    authorizationId = await authorizeAndBind(t);
    t.wecom.answer('message/send', () => answers.shift()?.() ?? { errcode: 0, errmsg: 'ok', msgid: 'm' });
  });
  afterAll(() => t.close());
  beforeEach(() => t.host.setCharts({ projectId: 'sales', pageId: 'daily' }, [tableOf(70)]));

  const start = async (changes: object = {}): Promise<string> => {
    const { body } = await t.as(ADMINISTRATOR).post('/push/tasks').send(taskOf(authorizationId, { splitTables: true, ...changes })).expect(201);
    const { body: started } = await t.as(ADMINISTRATOR).post(`/push/tasks/${(body as { id: string }).id}/run`).expect(202);
    return (started as { recordId: string }).recordId;
  };
  const run = async (changes: object = {}): Promise<RecordJson> => ended(t, await start(changes));
  const contentOf = ({ input }: { input: unknown }): string => (JSON.parse((input as { body: string }).body) as { markdown: { content: string } }).markdown.content;
  const sent = (): string[] => t.wecom.callsOf('message/send').map(contentOf);
  const marks = (texts: readonly string[]): (string | undefined)[] => texts.map((text) => /\((\d\/\d)\)/.exec(text)?.[1]);
  const shops = (texts: readonly string[]): number[] => texts.flatMap((text) => Array.from(text.matchAll(/第(\d+)家店铺/g), ([, number]) => Number(number)));
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

  it('reaches people in numbered parts, one after the other, and the record has them all', async () => {
    const before = sent().length;
    const record = await run();
    const texts = sent().slice(before);
    expect(marks(texts)).toEqual(['1/3', '2/3', '3/3']);
    expect(shops(texts)).toEqual(upTo(70));
    expect(record).toMatchObject({ state: 'sent', messages: [{ cut: [] }, { cut: [] }, { cut: [] }], counts: { sent: 6 } });
    expect(marks(record.messages.map(({ content }) => content['markdown'].content!))).toEqual(['1/3', '2/3', '3/3']);
  });

  it('stays one message, shortened, when the task does not allow splitting', async () => {
    const before = sent().length;
    expect(await run({ splitTables: false })).toMatchObject({ state: 'sent', counts: { sent: 2 } });
    expect(sent().slice(before)).toEqual([expect.stringContaining('… 还有 60 行')]);
  });

  it('lets the second part wait while the first is tried again', async () => {
    answers.push(() => {
      throw new WecomError('message/send: busy', { api: 'message/send', fault: 'busy', errcode: -1 });
    });
    const before = sent().length;
    expect(await run()).toMatchObject({ state: 'sent', counts: { sent: 6 } });
    expect(marks(sent().slice(before))).toEqual(['1/3', '1/3', '2/3', '3/3']);
  });

  it('goes on with the other parts when WeCom refuses one', async () => {
    answers.push(() => {
      throw new WecomError('message/send: content', { api: 'message/send', fault: 'content', errcode: 40058 });
    });
    const before = sent().length;
    expect(await run()).toMatchObject({ state: 'partly_sent', counts: { sent: 4, rejected: 2 } });
    expect(marks(sent().slice(before))).toEqual(['1/3', '2/3', '3/3']);
  });

  it('ends after nine parts, and the record says how many rows are left out', async () => {
    t.host.setCharts({ projectId: 'sales', pageId: 'daily' }, [tableOf(600)]);
    const before = sent().length;
    const record = await run();
    const texts = sent().slice(before);
    const shown = shops(texts);
    expect(marks(texts)).toEqual(upTo(9).map((part) => `${part}/9`));
    expect(shown).toEqual(upTo(shown.length));
    expect(texts[8]).toContain(`… 还有 ${600 - shown.length} 行`);
    expect((record.messages as unknown as { cut: unknown[] }[]).flatMap(({ cut }) => cut)).toEqual([{ field: 'markdown.content', limitBytes: 9 * 2048, fullBytes: expect.any(Number), rows: 600 - shown.length }]);
  });

  it('is previewed with all its parts', async () => {
    const ask = { projectId: 'sales', pageId: 'daily', templateKey: 'markdown-digest', language: 'zh-CN', title: '销售日报', splitTables: true };
    const { messages } = (await t.as(ADMINISTRATOR).post('/push/templates/preview').send(ask).expect(200)).body as { messages: { content: { markdown: { content: string } }; violations: unknown[] }[] };
    expect(marks(messages.map(({ content }) => content.markdown.content))).toEqual(['1/3', '2/3', '3/3']);
    expect(messages.flatMap(({ violations }) => violations)).toEqual([]);
  });
});
