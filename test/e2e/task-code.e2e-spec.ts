import fc from 'fast-check';
import { ADMINISTRATOR, AGENT_ID, authorizeAndBind, CORP_ID, startTestApp, taskOf, type TestApp } from '../support/test-app';

interface StepJson {
  outcome: string;
  taskId: string | null;
  version: number | null;
  title: string | null;
  line: number;
  changes: { field: string; before: unknown; after: unknown }[];
  problems: { field: string; line: number; problem: string; text: Record<'en-US' | 'zh-CN', string> }[];
}
interface ImportJson {
  applied: boolean;
  tasks: StepJson[];
}
type TaskJson = Record<string, unknown> & { id: string; version: number };

const EDITOR = { userId: 'u2', name: '李娜', projectRoles: { sales: 'editor' } } as const;
const DAILY = { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai' };

describe('push as code', () => {
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    t = await startTestApp({ dispatch: { workers: false } });
    authorizationId = await authorizeAndBind(t);
    t.host.setProject({ id: 'hr', name: '人事分析' }).setPage({ id: 'staff', projectId: 'hr', title: '人员月报' });
  });
  afterAll(() => t.close());

  const administrator = () => t.as(ADMINISTRATOR);
  const make = async (changes: Record<string, unknown> = {}): Promise<TaskJson> => (await administrator().post('/push/tasks').send(taskOf(authorizationId, changes)).expect(201)).body as TaskJson;
  const read = async (id: string): Promise<TaskJson> => (await administrator().get(`/push/tasks/${id}`).expect(200)).body as TaskJson;
  const yamlOf = async (body: object): Promise<string> => ((await administrator().post('/push/tasks/export').send(body).expect(200)).body as { yaml: string }).yaml;
  const load = async (yaml: string, more: object = {}, caller: object = ADMINISTRATOR): Promise<ImportJson> => (await t.as(caller).post('/push/tasks/import').send({ yaml, ...more }).expect(200)).body as ImportJson;

  it('exports a task with keys in one order and names in place of ids that mean nothing elsewhere', async () => {
    const { body: calendar } = await administrator().post('/push/calendars').send({ name: '门店日历', weeklyDaysOff: [1] }).expect(201);
    const { body: template } = await administrator().post('/push/templates').send({ from: 'markdown-digest', name: '我们的日报' }).expect(201);
    const { id: calendarId } = calendar as { id: string };
    const { id: templateKey } = template as { id: string };
    const { id } = await make({ title: '每日：销售 #1', schedule: DAILY, templateKey, calendar: { calendarId, onDayOff: 'skip' } });
    const yaml = await yamlOf({ taskIds: [id] });
    expect(yaml.split('\n').slice(0, 15)).toEqual([
      'format: wecom-push/tasks@1', 'tasks:', `  - id: ${id}`, '    title: "每日：销售 #1"', '    enabled: true', '    projectId: sales', '    pageId: daily', '    charts: null', '    filters: []',
      '    channel:', '      kind: app', `      authorizationId: ${CORP_ID}/${AGENT_ID}`, '    templateKey: 我们的日报', '    language: zh-CN', '    beginning: 各位早上好',
    ]);
    expect(yaml).toContain('calendarId: 门店日历');
    for (const secret of [authorizationId, calendarId, templateKey]) expect(yaml).not.toContain(secret);
    expect((await load(yaml)).tasks).toMatchObject([{ outcome: 'unchanged', changes: [], problems: [] }]);
  });

  it('names robots, too', async () => {
    const webhook = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa';
    const { body } = await administrator().post('/push/robots').send({ name: '华东销售群', webhook }).expect(201);
    const robotIds = [(body as { id: string }).id];
    const { id } = await make({ channel: { kind: 'robots', robotIds, mention: { authorizationId, userIds: ['u1'] } }, templateKey: 'text-short', recipients: {} });
    const yaml = await yamlOf({ taskIds: [id] });
    expect(yaml).not.toContain(authorizationId);
    expect(yaml).toContain('robotIds:\n        - 华东销售群\n');
    expect((await load(yaml)).tasks).toMatchObject([{ outcome: 'unchanged', changes: [] }]);
    const { tasks } = await load(yaml.replace('- 华东销售群', '- 没有的群'));
    expect(tasks).toMatchObject([{ outcome: 'error', problems: [{ line: yaml.split('\n').indexOf('        - 华东销售群') + 1 }] }]);
  });

  it('leaves out nothing that an editor decides', async () => {
    const task = await make();
    const ours = ['pageTitle', 'state', 'failureCount', 'nextRunAt', 'nextPlannedAt', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'version'];
    const yaml = await yamlOf({ taskIds: [task.id] });
    for (const field of Object.keys(task).filter((name) => !ours.includes(name))) expect(yaml).toMatch(new RegExp(`^ {2}(- | {2})${field}:`, 'm'));
  });

  it('takes back what it exported as unchanged, whatever the task', async () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom('null', '是', '1', '- a: b', '多行\n文字', '{{title}}', '#井号', ' '));
    const schedule = fc.oneof(
      fc.constant({ kind: 'none' }),
      fc.record({ kind: fc.constant('daily'), times: fc.uniqueArray(fc.constantFrom('09:00', '12:30', '18:05'), { minLength: 1 }) }),
      fc.record({ kind: fc.constant('monthly'), days: fc.uniqueArray(fc.constantFrom<(number | 'last')[]>(1, 15, 'last'), { minLength: 1 }), times: fc.constant(['08:00']) }),
      fc.record({ kind: fc.constant('weekly'), weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), times: fc.constant(['08:00']), firstDate: fc.constant('2026-04-01') }),
    );
    const definition = fc.record({
      title: text.filter((title) => title.length > 0), beginning: text, ending: text, schedule, language: fc.constantFrom('zh-CN', 'en-US'), withLink: fc.boolean(), charts: fc.constantFrom(null, ['trend'], ['revenue', 'trend']),
      toleranceMinutes: fc.integer({ min: 0, max: 60 }), graceMinutes: fc.integer({ min: 1, max: 1440 }), ownerUserId: fc.constantFrom('u1', 'u2', 'u3'),
      calendar: fc.constantFrom(null, { calendarId: 'cn-statutory', onDayOff: 'move' }),
      recipients: fc.record({ userIds: fc.uniqueArray(fc.constantFrom('u1', 'u2', 'u3'), { minLength: 1 }), groupIds: fc.constantFrom([], ['g-daily']), excludedUserIds: fc.constantFrom([], ['u2']) }),
      exceptions: fc.constantFrom({}, { empty: { watch: 'some', action: 'alarm' } }, { freshness: { staleAfterMinutes: 60 } }),
      disabled: fc.boolean(),
    });
    let tasks = 0;
    await fc.assert(
      fc.asyncProperty(definition, async ({ disabled, schedule: when, ...changes }) => {
        const made = await administrator().post('/push/tasks').send(taskOf(authorizationId, { ...changes, schedule: { ...when, zone: 'Asia/Shanghai' } }));
        if (made.status !== 201) return; // whatever the API does not take is no task
        tasks += 1;
        const { id } = made.body as TaskJson;
        if (disabled) await administrator().post(`/push/tasks/${id}/disable`).expect(200);
        const before = await read(id);
        const result = await load(await yamlOf({ taskIds: [id] }), { apply: true });
        expect(result).toMatchObject({ applied: true, tasks: [{ outcome: 'unchanged', taskId: id, changes: [], problems: [] }] });
        expect(await read(id)).toEqual(before);
      }),
      { numRuns: 25 },
    );
    expect(tasks).toBeGreaterThan(10);
  });

  it('says field by field what would change, changes it when asked, and audits each task', async () => {
    const { id } = await make({ title: '旧', schedule: DAILY });
    const yaml = (await yamlOf({ taskIds: [id] })).replace('title: 旧', 'title: 新').replace('"09:00"', '"10:30"').replace('enabled: true', 'enabled: false').replace('- 09:00', '- 10:30');
    const dry = await load(yaml, {}, EDITOR);
    expect(dry).toMatchObject({ applied: false, tasks: [{ outcome: 'update', taskId: id, version: 1, title: '新' }] });
    expect(dry.tasks[0]?.changes.toSorted((a, b) => a.field.localeCompare(b.field))).toEqual([
      { field: 'schedule', before: DAILY, after: { ...DAILY, times: ['10:30'] } },
      { field: 'state', before: 'enabled', after: 'disabled' },
      { field: 'title', before: '旧', after: '新' },
    ]);
    expect(await read(id)).toMatchObject({ title: '旧', version: 1 });
    expect(await load(yaml, { apply: true, versions: { [id]: 1 } }, EDITOR)).toMatchObject({ applied: true });
    expect(await read(id)).toMatchObject({ title: '新', state: 'disabled', nextRunAt: null, version: 2, updatedBy: 'u2' });
    const { body } = await administrator().get(`/push/tasks/${id}/history`).expect(200);
    expect((body as { items: object[] }).items[0]).toMatchObject({ action: 'update', by: { name: '李娜' } });
    expect((await load(yaml)).tasks).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it('makes tasks that are not there, with their id, so that the same file again changes nothing', async () => {
    const { id } = await make({ title: '样板', schedule: DAILY });
    const newId = '019ab3c4-d5e6-7f80-91a2-b3c4d5e6f999';
    const yaml = (await yamlOf({ taskIds: [id] })).replace(id, newId).replace('title: 样板', 'title: 新任务');
    expect((await load(yaml)).tasks).toMatchObject([{ outcome: 'create', taskId: newId, version: null }]);
    await administrator().get(`/push/tasks/${newId}`).expect(404);
    await load(yaml, { apply: true });
    expect(await read(newId)).toMatchObject({ title: '新任务', state: 'enabled', nextRunAt: '2026-03-03T01:00:00.000Z', createdBy: 'u1' });
    expect((await load(yaml, { apply: true })).tasks).toMatchObject([{ outcome: 'unchanged' }]);
    await administrator().delete(`/push/tasks/${newId}`).expect(204);
    expect((await load(yaml)).tasks).toMatchObject([{ outcome: 'error', problems: [{ field: 'id', line: 3, problem: expect.stringContaining('deleted'), text: { 'zh-CN': expect.stringContaining('已删除') } }] }]);
  });

  it('names field, line and remedy of each problem, and then changes nothing at all', async () => {
    const [good, bad] = [await make({ title: '好' }), await make({ title: '坏' })];
    const yaml = (await yamlOf({ taskIds: [good.id, bad.id] }))
      .replace('title: 好', 'title: 更好').replace(/(title: 坏[\s\S]*?)templateKey: markdown-digest/, '$1templateKey: 没有的模板').replace(/(title: 坏[\s\S]*?)graceMinutes: 60/, '$1graceMinutes: 60\n    colour: red');
    const { applied, tasks } = await load(yaml, { apply: true });
    expect(applied).toBe(false);
    expect(tasks.map(({ outcome }) => outcome)).toEqual(['update', 'error']);
    const lines = yaml.split('\n');
    expect(tasks[1]?.problems).toEqual([{ field: 'colour', line: lines.indexOf('    colour: red') + 1, problem: expect.any(String), text: { 'en-US': expect.any(String), 'zh-CN': '没有这个字段，请去掉' } }]);
    const { tasks: again } = await load(yaml.replace('    colour: red\n', ''), { apply: true });
    expect(again[1]?.problems).toEqual([{ field: 'templateKey', line: lines.indexOf('    templateKey: 没有的模板') + 1, problem: expect.stringContaining('GET /push/templates'), text: expect.objectContaining({ 'zh-CN': expect.any(String) }) }]);
    expect(await read(good.id)).toMatchObject({ title: '好', version: 1 });
  });

  it('overwrites nobody: a task changed since the dry run is a conflict, and nothing is half done', async () => {
    const [a, b] = [await make({ title: '甲' }), await make({ title: '乙' })];
    const yaml = (await yamlOf({ taskIds: [a.id, b.id] })).replace('title: 甲', 'title: 甲二').replace('title: 乙', 'title: 乙二');
    const { tasks } = await load(yaml);
    const versions = Object.fromEntries(tasks.map(({ taskId, version }) => [taskId, version]));
    await administrator().put(`/push/tasks/${b.id}`).send({ ...taskOf(authorizationId, { title: '别人改的' }), version: 1 }).expect(200);
    const { body } = await administrator().post('/push/tasks/import').send({ yaml, apply: true, versions }).expect(409);
    expect(body).toMatchObject({ code: 'PUSH_TASK_CHANGED', details: { taskId: b.id } });
    expect([await read(a.id), await read(b.id)]).toMatchObject([{ title: '甲', version: 1 }, { title: '别人改的', version: 2 }]);
    const both = await Promise.all([1, 2].map(async () => {
      const fresh = await load(yaml);
      return administrator().post('/push/tasks/import').send({ yaml, apply: true, versions: Object.fromEntries(fresh.tasks.map(({ taskId, version }) => [taskId, version])) });
    }));
    for (const { status } of both) expect([200, 409]).toContain(status);
    expect([await read(a.id), await read(b.id)]).toMatchObject([{ title: '甲二', version: 2 }, { title: '乙二', version: 3 }]);
  });

  it('exports a whole project, oldest first', async () => {
    const first = await make({ projectId: 'hr', pageId: 'staff', title: '一' });
    const second = await make({ projectId: 'hr', pageId: 'staff', title: '二' });
    const yaml = await yamlOf({ projectId: 'hr' });
    expect(yaml.match(/ id: .*/g)).toEqual([` id: ${first.id}`, ` id: ${second.id}`]);
    expect((await load(yaml)).tasks.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
    expect(await yamlOf({ projectId: 'hr' })).toBe(yaml);
  });

  it('is for editors of the projects concerned', async () => {
    const { id } = await make();
    const yaml = await yamlOf({ taskIds: [id] });
    await t.as({ userId: 'u3', projectRoles: { sales: 'viewer' } }).post('/push/tasks/export').send({ taskIds: [id] }).expect(403);
    const viewer = { userId: 'u3', projectRoles: { sales: 'viewer', hr: 'editor' } } as const;
    await t.as(viewer).post('/push/tasks/export').send({ taskIds: [id] }).expect(403);
    expect((await load(yaml, { apply: true }, viewer)).tasks).toMatchObject([{ outcome: 'error', problems: [{ field: 'projectId' }] }]);
    const stranger = { userId: 'u3', projectRoles: { hr: 'editor' } } as const;
    await t.as(stranger).post('/push/tasks/export').send({ taskIds: [id] }).expect(404);
    expect((await load(yaml, {}, stranger)).tasks).toMatchObject([{ outcome: 'error', changes: [], problems: [{ field: 'id' }] }]);
  });
});
