import { PrepareRunService } from '#push-dispatch';
import { ADMINISTRATOR, authorizeAndBind, startTestApp, taskOf, type TestApp } from '../support/test-app';

const EDITOR = { userId: 'u2', projectRoles: { sales: 'editor' as const } };

interface TemplateJson {
  id: string;
  name: string;
  state: string;
  newestVersion: number;
  sources: Record<string, Record<string, string>>;
  version: number;
}

describe('templates', () => {
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    t = await startTestApp({ dispatch: { workers: false, queueConnections: 2 } });
    authorizationId = await authorizeAndBind(t);
  });
  afterAll(() => t.close());

  const administrator = () => t.as(ADMINISTRATOR);
  const copy = async (from = 'text-short', name = '我的模板'): Promise<TemplateJson> => (await administrator().post('/push/templates').send({ from, name }).expect(201)).body as TemplateJson;
  const content = (text: string) => ({ 'zh-CN': { content: text }, 'en-US': { content: text } });
  const preview = (more: object = {}) => t.as(EDITOR).post('/push/templates/preview').send({ projectId: 'sales', pageId: 'daily', templateKey: 'markdown-digest', language: 'zh-CN', title: '销售日报', ...more });

  it('that ship with the product are listed without their sources, with names in both languages', async () => {
    const { items } = (await t.as(EDITOR).get('/push/templates').expect(200)).body as { items: Record<string, unknown>[] };
    expect(items.map(({ key }) => key)).toEqual(['markdown-digest', 'textcard-link', 'text-short', 'news-picture', 'template-card-numbers', 'image-page', 'image-screenshot', 'robot-digest', 'file-xlsx', 'file-csv', 'file-pdf']);
    expect(items[0]).toMatchObject({ name: { 'zh-CN': '图文摘要', 'en-US': 'Digest' } });
    expect(items[0]).not.toHaveProperty('sources');
    const channels = Object.fromEntries(items.map((item) => [item['key'], item['channels']]));
    expect(channels).toMatchObject({ 'markdown-digest': ['app', 'robot'], 'robot-digest': ['robot'], 'news-picture': ['app'], 'image-page': ['app', 'robot'] });
  });

  it('tell what they can write', async () => {
    const { body } = await t.as(EDITOR).get('/push/templates/variables').expect(200);
    expect(body.variables).toContainEqual(expect.objectContaining({ name: 'title', type: 'text', from: 'task', example: '门店销售日报' }));
    expect(body.helpers).toContainEqual(expect.objectContaining({ name: 'truncate', parameters: ['text', 'bytes'] }));
  });

  it('are copied and edited: new sources are a new version, a new name is not, and who did it is in the audit log', async () => {
    const made = await copy();
    expect(made).toMatchObject({ state: 'active', newestVersion: 1, version: 1 });
    const named = (await administrator().put(`/push/templates/own/${made.id}`).send({ name: '改名', sources: made.sources, version: 1 }).expect(200)).body as TemplateJson;
    expect(named).toMatchObject({ name: '改名', newestVersion: 1, version: 2 });
    const edited = (await administrator().put(`/push/templates/own/${made.id}`).send({ name: '改名', sources: content('{{title}}！'), version: 2 }).expect(200)).body as TemplateJson;
    expect(edited).toMatchObject({ newestVersion: 2, version: 3 });
    const { body } = await preview({ templateKey: made.id });
    expect(body.messages[0]).toMatchObject({ content: { msgtype: 'text', text: { content: '销售日报！' } }, template: `${made.id}@2` });
    const audit = (await administrator().get('/push/audit?action=push_template').expect(200)).body as { items: { action: string }[] };
    expect(audit.items.map(({ action }) => action)).toEqual(expect.arrayContaining(['push_template.create', 'push_template.update']));
  });

  it('keep each version of their sources, newest first, by pages', async () => {
    const { id, name } = await copy();
    for (const [index, text] of ['{{title}} 二', '{{title}} 三'].entries()) await administrator().put(`/push/templates/own/${id}`).send({ name, sources: content(text), version: index + 1 }).expect(200);
    const page = (await t.as(EDITOR).get(`/push/templates/own/${id}/versions?limit=2`).expect(200)).body as { items: object[]; nextCursor: string };
    expect(page.items).toMatchObject([{ version: 3, sources: content('{{title}} 三'), createdBy: ADMINISTRATOR.userId }, { version: 2, sources: content('{{title}} 二') }]);
    const rest = (await t.as(EDITOR).get(`/push/templates/own/${id}/versions?limit=2&cursor=${encodeURIComponent(page.nextCursor)}`).expect(200)).body as { items: object[] };
    expect(rest).toEqual({ items: [expect.objectContaining({ version: 1 })] });
    await t.as(EDITOR).get('/push/templates/own/0199f1a0-0000-7000-8000-000000000000/versions').expect(404);
  });

  it('are checked before they are saved: each problem with its place, and nothing for sources that are fine', async () => {
    const check = (sources: object) => administrator().post('/push/templates/check').send({ templateKey: 'text-short', sources });
    expect((await check(content('{{title}}')).expect(200)).body).toEqual({ problems: [] });
    expect((await check(content('x\n{{titel}}')).expect(200)).body).toMatchObject({ problems: [{ source: 'zh-CN.content', line: 2, column: 3 }, { source: 'en-US.content' }] });
    expect((await check(content('{{late.plannedAt}}')).expect(200)).body).toMatchObject({ problems: [{ source: 'zh-CN.content', line: 1 }] });
    expect((await check({ 'zh-CN': { content: 'x' } }).expect(200)).body).toMatchObject({ problems: [{ source: 'en-US.content' }] });
  });

  it('that ship with the product show their sources to whoever chooses among them', async () => {
    const { body } = await t.as(EDITOR).get('/push/templates/built-in/text-short').expect(200);
    expect(body).toMatchObject({ key: 'text-short', msgtype: 'text', sources: { 'zh-CN': { content: expect.stringContaining('{{title}}') } } });
    await t.as(EDITOR).get('/push/templates/built-in/no-such').expect(404);
  });

  it('of two editors at once only one saves', async () => {
    const { id, name } = await copy();
    const save = (text: string) => administrator().put(`/push/templates/own/${id}`).send({ name, sources: content(text), version: 1 });
    const answers = await Promise.all([save('{{title}} a'), save('{{title}} b')]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'TEMPLATE_CHANGED' });
  });

  it.each([
    ['an unknown variable', 'x\n{{titel}}', { line: 2, column: 3, message: expect.stringContaining('titel'), text: { 'zh-CN': '没有变量 titel；可用的变量会在输入 {{ 后列出', 'en-US': expect.stringContaining('titel') } }],
    ['broken syntax', '{{#if title}}', { line: 1 }],
    ['a reach for the prototype', '{{title.constructor}}', { line: 1, column: 3 }],
  ])('with %s are not saved, and the place is named', async (_case, source, place) => {
    const { id, name } = await copy();
    const { body } = await administrator().put(`/push/templates/own/${id}`).send({ name, sources: content(source), version: 1 }).expect(400);
    expect(body).toMatchObject({ code: 'TEMPLATE_INVALID', details: { problems: [{ source: 'zh-CN.content', ...place }, { source: 'en-US.content' }] } });
  });

  it('that would fail when something is missing, or loop without end, are not saved', async () => {
    const { id, name } = await copy();
    const save = (text: string) => administrator().put(`/push/templates/own/${id}`).send({ name, sources: content(text), version: 1 });
    expect((await save('{{late.plannedAt}}').expect(400)).body).toMatchObject({ code: 'TEMPLATE_INVALID' });
    const loops = Array.from({ length: 11 }, (_, i) => `{{#each ${'../'.repeat(i)}charts}}`).join('');
    expect((await save(`${loops}x${'{{/each}}'.repeat(11)}`).expect(400)).body).toMatchObject({ code: 'TEMPLATE_INVALID', message: expect.stringContaining('turns') });
    expect((await save('{{title}}').expect(200)).body).toMatchObject({ newestVersion: 2 });
  });

  it('that are archived leave the list, and come back; a list goes on where it ended', async () => {
    const { id } = await copy();
    const other = await copy();
    const ids = async (query: string): Promise<{ items: string[]; next?: string }> => {
      const { body } = await t.as(EDITOR).get(`/push/templates/own?${query}`).expect(200);
      return { items: (body.items as TemplateJson[]).map((item) => item.id), next: body.nextCursor as string | undefined };
    };
    await administrator().post(`/push/templates/own/${id}/archive`).expect(200);
    expect((await ids('limit=200')).items).not.toContain(id);
    expect((await ids('limit=200&archived=true')).items).toContain(id);
    const first = await ids('limit=1');
    expect(first.items).toEqual([other.id]);
    expect((await ids(`limit=1&cursor=${first.next}`)).items).not.toContain(other.id);
    await administrator().post(`/push/templates/own/${id}/restore`).expect(200);
    expect((await ids('limit=200')).items).toContain(id);
  });

  it('are taken by a run in their newest version, which its record names', async () => {
    const own = await copy();
    const templateOfRun = async (): Promise<unknown> => {
      const { body: task } = await administrator().post('/push/tasks').send(taskOf(authorizationId, { templateKey: own.id })).expect(201);
      const { body: run } = await administrator().post(`/push/tasks/${task.id}/run`).expect(202);
      await t.app.get(PrepareRunService).prepare('default', run.recordId as string);
      const { body: record } = await administrator().get(`/push/records/${run.recordId}`).expect(200);
      return [record.template, (record.messages as { template: string }[]).map(({ template }) => template)];
    };
    expect(await templateOfRun()).toEqual([`${own.id}@1`, [`${own.id}@1`]]);
    await administrator().put(`/push/templates/own/${own.id}`).send({ name: own.name, sources: content('{{title}} 二 {{runTime}}'), version: 1 }).expect(200);
    expect(await templateOfRun()).toEqual([`${own.id}@2`, [`${own.id}@2`]]);
  });

  it('that are archived may not be chosen for a task, and go on in tasks that name them', async () => {
    const { id } = await copy();
    const task = taskOf(authorizationId, { templateKey: id });
    const { body: made } = await administrator().post('/push/tasks').send(task).expect(201);
    await administrator().post(`/push/templates/own/${id}/archive`).expect(200);
    const { body } = await administrator().post('/push/tasks').send(task).expect(400);
    expect(body.details.fields).toEqual({ templateKey: [expect.stringContaining('archived')] });
    await administrator().put(`/push/tasks/${made.id}`).send({ ...task, title: '改名', version: 1 }).expect(200);
    const { body: other } = await administrator().post('/push/tasks').send(taskOf(authorizationId)).expect(201);
    await administrator().put(`/push/tasks/${other.id}`).send({ ...task, version: 1 }).expect(400);
  });

  it('are written by administrators alone, and another tenant’s do not exist', async () => {
    const { id, name, sources } = await copy();
    await t.as(EDITOR).post('/push/templates').send({ from: 'text-short', name: 'x' }).expect(403);
    await t.as({ ...ADMINISTRATOR, tenantId: 'other' }).get(`/push/templates/own/${id}`).expect(404);
    await t.as({ ...ADMINISTRATOR, tenantId: 'other' }).put(`/push/templates/own/${id}`).send({ name, sources, version: 1 }).expect(404);
  });

  it('are previewed with the page as it is now: the JSON, bytes used of bytes allowed, what is cut', async () => {
    const { body } = await preview({ beginning: '很长'.repeat(250), ending: '很长'.repeat(250) }).expect(200);
    const [message] = body.messages;
    expect(message).toMatchObject({ content: { msgtype: 'markdown' }, violations: [], attachments: [] });
    const used = Buffer.byteLength(message.content.markdown.content as string);
    expect(message.uses).toEqual([{ field: 'markdown.content', unit: 'bytes', used, max: 2048 }]);
    expect(message.cut).toEqual([{ field: 'markdown.content', limitBytes: 2048, fullBytes: expect.any(Number) }]);
    const news = (await preview({ templateKey: 'news-picture' }).expect(200)).body.messages[0];
    const [picture] = news.attachments as { dataUrl: string; sizeBytes: number }[];
    expect(picture).toMatchObject({ placeholder: news.content.news.articles[0].picurl, kind: 'page_picture', use: 'image_url', fileName: 'page.png', contentType: 'image/png' });
    const bytes = Buffer.from(picture.dataUrl.replace('data:image/png;base64,', ''), 'base64');
    expect([bytes.subarray(1, 4).toString(), bytes.length]).toEqual(['PNG', picture.sizeBytes]);
  });

  it('are previewed with the charts and filters that were chosen; what the page does not have is refused by field', async () => {
    const text = async (choices: object): Promise<string> => (await preview(choices).expect(200)).body.messages[0].content.markdown.content as string;
    expect(await text({})).toContain('各区域销售');
    expect(await text({ charts: ['revenue'] })).not.toContain('各区域销售');
    const filter = await t.as(EDITOR).get('/push/host/projects/sales/pages/daily').expect(200);
    const [{ id, values }] = (filter.body as { filters: { id: string; values: { value: string }[] }[] }).filters;
    expect(await text({ filters: [{ id, values: [values[0].value] }] })).not.toBe(await text({}));
    expect((await preview({ charts: ['gone'] }).expect(400)).body.details.fields).toHaveProperty('charts');
    expect((await preview({ filters: [{ id: 'gone', values: ['x'] }] }).expect(400)).body.details.fields).toHaveProperty(['filters.0.id']);
  });

  it('that make a file are previewed by its name and size, a draft with a picture by the picture', async () => {
    const [file] = (await preview({ templateKey: 'file-xlsx' }).expect(200)).body.messages[0].attachments as Record<string, unknown>[];
    expect(file).toMatchObject({ kind: 'xlsx', fileName: expect.stringMatching(/^销售日报 .*\.xlsx$/), sizeBytes: expect.any(Number) });
    expect(file).not.toHaveProperty('dataUrl');
    const fields = { fileName: '{{title}} 草稿.png' };
    const { body } = await preview({ templateKey: 'image-page', sources: { 'zh-CN': fields, 'en-US': fields } }).expect(200);
    expect(body.messages[0].attachments).toEqual([expect.objectContaining({ fileName: '销售日报 草稿.png', dataUrl: expect.stringMatching(/^data:image\/png;base64,/) })]);
  });

  it('for robots alone are previewed by the limits of robots, and no task through the app may name them, nor a copy', async () => {
    const [message] = (await preview({ templateKey: 'robot-digest' }).expect(200)).body.messages;
    expect(message).toMatchObject({ content: { msgtype: 'markdown_v2' }, violations: [], uses: [{ field: 'markdown_v2.content', unit: 'bytes', max: 4096 }] });
    expect(message.content.markdown_v2.content).toMatch(/\n\| .+ \|\n\| (:--|--:)/);
    const own = await copy('robot-digest');
    expect(own).toMatchObject({ channels: ['robot'] });
    for (const templateKey of ['robot-digest', own.id]) {
      const { body } = await administrator().post('/push/tasks').send(taskOf(authorizationId, { templateKey })).expect(400);
      expect(JSON.stringify(body)).toContain('this template cannot go through the app');
    }
  });

  it('are previewed by editors of the project alone', async () => {
    await preview({ projectId: 'finance' }).expect(403);
  });
});
