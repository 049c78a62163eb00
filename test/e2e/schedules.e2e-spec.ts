import { Client } from 'pg';
import { ADMINISTRATOR, authorizeAndBind, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

interface TaskJson {
  id: string;
  version: number;
  nextRunAt: string | null;
  nextPlannedAt: string | null;
}

// The clock stands at Monday, 2 March 2026, 09:00 in Shanghai, unless a test moves it.
describe('schedules', () => {
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    t = await startTestApp({ tasks: { minIntervalMinutes: 10 } });
    authorizationId = await authorizeAndBind(t);
  });
  afterAll(() => t.close());

  const administrator = () => t.as(ADMINISTRATOR);
  const daily = { kind: 'daily', times: ['09:00'], zone: 'Asia/Shanghai', firstDate: '2026-05-01' };
  const make = async (changes: Record<string, unknown>): Promise<TaskJson> => (await administrator().post('/push/tasks').send(taskOf(authorizationId, changes)).expect(201)).body as TaskJson;
  const read = async (id: string): Promise<TaskJson> => (await administrator().get(`/push/tasks/${id}`).expect(200)).body as TaskJson;
  const makeCalendar = async (body: object) => (await administrator().post('/push/calendars').send(body).expect(201)).body as { id: string; version: number };

  it('show everybody the statutory days of China that a calendar may build on', async () => {
    const { body } = await administrator().get('/push/calendars/statutory').expect(200);
    expect(body.daysOff).toContainEqual({ date: '2026-10-01', name: expect.stringContaining('国庆') });
    expect(body.workingDays).toContainEqual({ date: '2026-10-10', name: expect.stringContaining('国庆') });
    expect(body.knownUntil).toBeGreaterThanOrEqual(2026);
  });

  it('are previewed from a draft, with the reason of each day left out', async () => {
    const schedule = { kind: 'workdays', times: ['09:00'], zone: 'Asia/Shanghai', firstDate: '2026-04-30' };
    const { body } = await administrator().post('/push/tasks/schedule-preview').send({ schedule, calendar: { calendarId: 'cn-statutory', onDayOff: 'skip' } }).expect(200);
    expect(body).toMatchObject({
      daysOff: [1, 2, 3, 4, 5].map((day) => ({ date: `2026-05-0${day}`, kind: 'day_off', name: '劳动节 (Labour Day)', movedTo: null })),
    });
    const { runs, nextRuns } = body as { runs: object[]; nextRuns: string[] };
    expect(nextRuns).toHaveLength(10);
    expect(runs.slice(0, 2)).toEqual([{ plannedAt: '2026-04-30T01:00:00.000Z', movedFrom: null, known: true }, { plannedAt: '2026-05-06T01:00:00.000Z', movedFrom: null, known: true }]);
  });

  it('keep to the statutory calendar as the task says: left out, moved, or run', async () => {
    const policy = (onDayOff: string) => ({ schedule: { ...daily, lastDate: '2026-05-31' }, calendar: { calendarId: 'cn-statutory', onDayOff } });
    expect((await make(policy('skip'))).nextRunAt).toBe('2026-05-06T01:00:00.000Z');
    expect((await make({ ...policy('move'), schedule: { kind: 'monthly', days: [1], times: ['10:00'], zone: 'Asia/Shanghai', firstDate: '2026-05-01' } })).nextRunAt).toBe('2026-05-06T02:00:00.000Z');
    expect((await make(policy('run'))).nextRunAt).toBe('2026-05-01T01:00:00.000Z');
  });

  it('start spread over the tolerance, outside minute 0, and the record says the time of the schedule', async () => {
    const task = await make({ schedule: { kind: 'daily', times: ['12:00'], zone: 'Asia/Shanghai' }, toleranceMinutes: 5 });
    expect(task.nextPlannedAt).toBe('2026-03-02T04:00:00.000Z');
    const delay = Date.parse(task.nextRunAt!) - Date.parse(task.nextPlannedAt!);
    expect(delay).toBeGreaterThanOrEqual(60_000);
    expect(delay).toBeLessThan(300_000);
    t.clock.set(new Date(task.nextRunAt!));
    const [record] = await waitFor('the run', async () => {
      const { items } = (await administrator().get('/push/records').query({ taskId: task.id }).expect(200)).body as { items: RecordJson[] };
      return items[0]?.state === 'sent' && items;
    });
    expect(record).toMatchObject({ plannedAt: '2026-03-02T04:00:00.000Z', late: false });
    expect(await read(task.id)).toMatchObject({ nextPlannedAt: '2026-03-03T04:00:00.000Z', nextRunAt: new Date(Date.parse('2026-03-03T04:00:00Z') + delay).toISOString() });
  });

  it('may not run more often than the system allows', async () => {
    const often = { kind: 'cron', expression: '*/5 9 * * *', zone: 'Asia/Shanghai' };
    const { body } = await administrator().post('/push/tasks').send(taskOf(authorizationId, { schedule: often })).expect(400);
    const said = expect.stringMatching(/5 minutes apart.*every 10 minutes/) as string;
    expect((body as { details: object }).details).toEqual({ fields: { 'schedule.expression': [said] }, texts: { 'schedule.expression': [{ 'en-US': said, 'zh-CN': '两次推送相隔 5 分钟，本系统最短为 10 分钟，请把时间排得更疏' }] } });
  });

  it.each([
    ['0 9 31 2 *', /^never comes true/, '永远不会执行：这些月份里没有这一天'],
    ['0 9 * *', /five fields.*has 4$/, 'cron 表达式有五段（分 时 日 月 星期），例如 0 9 * * 1-5；这里有 4 段'],
  ])('are told what is wrong with an expression in both languages: %s', async (expression, english, chinese) => {
    const { body } = await administrator().post('/push/tasks/schedule-preview').send({ schedule: { kind: 'cron', expression, zone: 'Asia/Shanghai' } }).expect(400);
    const said = expect.stringMatching(english) as string;
    expect(body).toMatchObject({ code: 'INVALID_INPUT', details: { fields: { 'schedule.expression': [said] }, texts: { 'schedule.expression': [{ 'en-US': said, 'zh-CN': chinese }] } } });
  });

  it('follow a calendar of the tenant, also when it changes', async () => {
    const calendar = await makeCalendar({ name: '总部日历', withStatutoryDays: true, daysOff: [{ date: '2026-05-06', name: '公司周年' }] });
    const task = await make({ schedule: daily, calendar: { calendarId: calendar.id, onDayOff: 'skip' } });
    expect(task.nextRunAt).toBe('2026-05-07T01:00:00.000Z');
    const changed = { name: '总部日历', withStatutoryDays: true, workingDays: [{ date: '2026-05-04', name: '盘点' }], version: 1 };
    await administrator().put(`/push/calendars/${calendar.id}`).send(changed).expect(200);
    expect((await read(task.id)).nextRunAt).toBe('2026-05-04T01:00:00.000Z');
    expect((await administrator().put(`/push/calendars/${calendar.id}`).send(changed).expect(409)).body).toMatchObject({ code: 'CALENDAR_CHANGED' });
    expect((await administrator().delete(`/push/calendars/${calendar.id}`).expect(409)).body).toMatchObject({ code: 'CALENDAR_IN_USE', details: { tasks: ['每日销售日报'] } });
    expect((await administrator().get(`/push/calendars/${calendar.id}/effects`).expect(200)).body).toEqual({
      taskCount: 1, tasks: [{ taskId: task.id, title: '每日销售日报', projectId: 'sales', state: 'enabled', nextRunAt: '2026-05-04T01:00:00.000Z' }],
    });
    await administrator().delete(`/push/tasks/${task.id}`).expect(204);
    await administrator().delete(`/push/calendars/${calendar.id}`).expect(204);
  });

  it('name what is wrong with a calendar', async () => {
    const fieldsOf = async (body: object) => Object.keys(((await administrator().post('/push/calendars').send(body).expect(400)).body as { details: { fields: object } }).details.fields);
    await makeCalendar({ name: '一号' });
    expect(await fieldsOf({ name: '一号' })).toEqual(['name']);
    expect(await fieldsOf({ name: '二号', weeklyDaysOff: [1, 2, 3, 4, 5, 6, 7] })).toEqual(['weeklyDaysOff']);
    expect(await fieldsOf({ name: '二号', daysOff: [{ date: '2026-02-30', name: '无' }] })).toEqual(['daysOff.0.date']);
    expect(await fieldsOf({ name: '二号', daysOff: [{ date: '2026-05-01', name: '甲' }], workingDays: [{ date: '2026-05-01', name: '乙' }] })).toEqual(['workingDays.0.date']);
    const unknown = { calendarId: '019ab3c4-d5e6-7f80-91a2-b3c4d5e6f708', onDayOff: 'skip' };
    const { body } = await administrator().post('/push/tasks').send(taskOf(authorizationId, { schedule: daily, calendar: unknown })).expect(400);
    expect(body).toMatchObject({ details: { fields: { 'calendar.calendarId': [expect.any(String)] } } });
  });

  it('take the days of a calendar from a file, and name what is left out', async () => {
    const event = (summary: string, start: string) => `BEGIN:VEVENT\r\nSUMMARY:${summary}\r\nDTSTART${start}\r\nEND:VEVENT\r\n`;
    const text = `BEGIN:VCALENDAR\r\n${event('公司周年', ';VALUE=DATE:20260504')}${event('周年补班', ';VALUE=DATE:20260509')}${event('会议', ':20260505T090000Z')}END:VCALENDAR\r\n`;
    const { body } = await administrator().post('/push/calendars/read').send({ format: 'ics', text }).expect(200);
    expect(body).toEqual({
      daysOff: [{ date: '2026-05-04', name: '公司周年' }], workingDays: [{ date: '2026-05-09', name: '周年补班' }],
      problems: [{ line: 3, code: 'time_of_day', text: { 'zh-CN': expect.stringContaining('「会议」'), 'en-US': 'The event "会议" has a time of day; only whole days count.' } }],
      problemCount: 1,
    });
    const { id } = await makeCalendar({ name: '来自文件', weeklyDaysOff: [6, 7], daysOff: body.daysOff, workingDays: body.workingDays });
    const task = await make({ schedule: { ...daily, firstDate: '2026-05-04' }, calendar: { calendarId: id, onDayOff: 'skip' } });
    expect(task.nextPlannedAt).toBe('2026-05-05T01:00:00.000Z');
    await administrator().post('/push/calendars/read').send({ format: 'csv', text: 'nothing' }).expect(400);
  });

  describe('tell why nobody got it', () => {
    const whyOn = async (id: string, day: string) => (await administrator().get(`/push/tasks/${id}/days/${day}`).expect(200)).body as { code: string; text: string };

    it('a day off, before the start, after the end, planned, no time, before it was made', async () => {
      const task = await make({ schedule: { kind: 'weekly', weekdays: [1, 5], times: ['23:50'], zone: 'Asia/Shanghai', firstDate: '2026-03-02', lastDate: '2026-05-31' }, calendar: { calendarId: 'cn-statutory', onDayOff: 'move' } });
      expect(await whyOn(task.id, '2026-05-01')).toMatchObject({ code: 'DAY_OFF', text: expect.stringContaining('劳动节 (Labour Day); its times moved to 2026-05-06') });
      expect(await whyOn(task.id, '2026-05-06')).toMatchObject({ code: 'PLANNED_LATER' });
      expect(await whyOn(task.id, '2026-03-10')).toMatchObject({ code: 'NO_TIME' });
      expect(await whyOn(task.id, '2026-06-01')).toMatchObject({ code: 'AFTER_END' });
      expect(await whyOn(task.id, '2026-02-27')).toMatchObject({ code: 'NOT_YET_CREATED' });
      const later = await make({ schedule: { ...daily, firstDate: '2026-07-01' } });
      expect(await whyOn(later.id, '2026-06-30')).toMatchObject({ code: 'BEFORE_START' });
      expect(await whyOn((await make({})).id, '2026-03-02')).toMatchObject({ code: 'BY_HAND_ONLY' });
    });

    it('who disabled it', async () => {
      const task = await make({ schedule: { kind: 'daily', times: ['23:55'], zone: 'Asia/Shanghai' } });
      await administrator().post(`/push/tasks/${task.id}/disable`).expect(200);
      expect(await whyOn(task.id, '2026-03-02')).toMatchObject({ code: 'DISABLED', text: expect.stringMatching(/by 张伟/) });
      await administrator().get(`/push/tasks/${task.id}/days/2026-02-30`).expect(400);
    });

    it('the record, when there is one', async () => {
      const { items } = (await administrator().get('/push/records').expect(200)).body as { items: { taskId: string }[] };
      expect(await whyOn(items[0].taskId, '2026-03-02')).toMatchObject({ code: 'SENT', runs: [{ state: 'sent' }] });
    });

    it('who disabled it, behind hundreds of later lines of the audit log', async () => {
      const task = await make({ schedule: { kind: 'daily', times: ['23:55'], zone: 'Asia/Shanghai' } });
      await administrator().post(`/push/tasks/${task.id}/disable`).expect(200);
      t.clock.advance({ days: 1 });
      await administrator().post(`/push/tasks/${task.id}/enable`).expect(200);
      const sql = new Client({ connectionString: t.databaseUrl });
      await sql.connect();
      await sql.query(
        `insert into wecom_push.push_audit (tenant_id, id, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id)
         select 'default', gen_random_uuid(), $1::timestamptz + n * interval '1 second', 'user', 'u1', '张伟', 'push_task.test', 'push_task', $2 from generate_series(1, 450) as n`,
        [t.clock.now(), task.id],
      );
      await sql.end();
      t.clock.advance({ hours: 1 });
      expect(await whyOn(task.id, '2026-03-02')).toMatchObject({ code: 'DISABLED', text: expect.stringMatching(/since 2026-03-02T[\d:.]+Z, by 张伟/) });
    });
  });
});
