import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Workbook, type Worksheet } from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { Client } from 'pg';
import type { Response } from 'supertest';
import { asCaller } from '#bi-host/testing';
import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

const MANY = 20_000;
const FORMULA = "=cmd|'/C calc'!A0";

describe('records as files', () => {
  let t: TestApp;
  let sql: Client;
  let recordId: string;
  let address: string;
  beforeAll(async () => {
    t = await startTestApp();
    await t.app.listen(0, '127.0.0.1');
    address = `http://127.0.0.1:${(t.app.getHttpServer() as { address(): AddressInfo }).address().port}`;
    sql = new Client({ connectionString: t.databaseUrl });
    await sql.connect();
    await sql.query('set search_path to wecom_push');
    const authorizationId = await authorizeAndBind(t);
    const task = await t.as(ADMINISTRATOR).post('/push/tasks').send(taskOf(authorizationId, { title: `华东“日报”/${FORMULA}`, recipients: { userIds: ['u1', 'u3'] } })).expect(201);
    const { body } = await t.as(ADMINISTRATOR).post(`/push/tasks/${(task.body as { id: string }).id}/run`).expect(202);
    recordId = (await ended(t, (body as { recordId: string }).recordId)).id;
    // Of a project of its own, each a minute later than the one before.
    await sql.query(
      `insert into push_run (tenant_id, id, project_id, task_id, trigger, state, planned_at, deadline_at, title, page_id, spec, created_at, finished_at, total, reason_code, reason)
       select tenant_id, gen_random_uuid(), 'many', gen_random_uuid(), 'manual', 'held', planned_at + i * interval '1 minute', deadline_at, $2 || i, page_id, spec, now(), now(), i, 'DATA_STALE', 'old'
         from push_run, generate_series(1, $3) as i where id = $1`,
      [recordId, `${FORMULA} 第`, MANY],
    );
    await sql.query('analyze push_run, push_series');
  });
  afterAll(async () => {
    await sql.end();
    await t.close();
  });

  const file = (path: string, query: Record<string, string>, caller = ADMINISTRATOR): ReturnType<ReturnType<TestApp['as']>['get']> =>
    t.as(caller).get(path).query(query).buffer(true).parse((response, done) => {
      const chunks: Buffer[] = [];
      (response as unknown as IncomingMessage).on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(null, Buffer.concat(chunks)));
    });
  const bytesOf = ({ body }: Response): Buffer => body as Buffer;
  const linesOf = (response: Response): string[] => bytesOf(response).toString().split('\r\n').filter(Boolean);
  async function sheetOf(response: Response): Promise<Worksheet> {
    const book = new Workbook();
    const bytes = bytesOf(response);
    await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
    return book.worksheets[0];
  }

  it('give the list by the filters that the list has, with reasons in words and times of the zone', async () => {
    const response = await file('/push/records/export', { format: 'csv', projectId: 'sales', zone: 'America/New_York', language: 'en-US' }).expect(200);
    expect([...bytesOf(response).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [heading, line, ...rest] = linesOf(response);
    expect(rest).toEqual([]);
    expect(heading.slice(1)).toBe('Planned at (America/New_York),Title,State,Project,Page,Trigger,Named,Sent,Rejected,Skipped,Too late,Unknown,Reason,Remedy,Reason as noted,Started at (America/New_York),Ended at (America/New_York),Late,Data as of,Owner,Started by,Template,Task ID,Record ID');
    expect(line).toContain(`2026-03-01 20:00:00,华东“日报”/${FORMULA},Partly sent,sales,`);
    expect(line).toContain(',2,1,0,1,0,0,Not bound to a WeCom account: bind under Users,');
    expect(response.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' });
    const stale = await file('/push/records/export', { format: 'csv', projectId: 'many', title: '第7', to: '2026-03-02T01:30:00Z' }).expect(200);
    expect(linesOf(stale).slice(1)).toEqual([expect.stringMatching(/^2026-03-02 09:07:00,'=cmd\|'\/C calc'!A0 第7,未推送,many,.*,手动,7,0,.*,页面数据的时间早于任务允许的范围,请检查数据更新是否延迟。,old,/)]);
  });

  it('give the people of a record with state and reason, under a name of any language', async () => {
    const response = await file(`/push/records/${recordId}/deliveries/export`, { format: 'xlsx' }).expect(200);
    const name = encodeURIComponent(`华东“日报” =cmd ' C calc'!A0 推送名单 2026-03-02 0900.xlsx`).replaceAll(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
    expect(response.headers['content-disposition']).toBe(`attachment; filename=push-recipients.xlsx; filename*=UTF-8''${name}`);
    expect(response.headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    const sheet = await sheetOf(response);
    expect(sheet.getSheetValues().slice(2).map((row) => (row as unknown[]).slice(1, 8))).toEqual([
      ['张伟', 'u1', '个人', 'ZhangWei', 1, '已发送'],
      [expect.any(String), 'u3', '个人', undefined, 1, '已跳过', '未绑定企业微信账号，请在「用户绑定」中绑定'],
    ]);
    expect(sheet.getCell('J2').value).toEqual(new Date('2026-03-02T09:00:00Z'));
    const skipped = await file(`/push/records/${recordId}/deliveries/export`, { format: 'csv', state: 'skipped' }).expect(200);
    expect(linesOf(skipped)).toHaveLength(2);
  });

  it('hold every row of a long list once, newest first, in both formats', async () => {
    const lines = linesOf(await file('/push/records/export', { format: 'csv', projectId: 'many' }).expect(200));
    expect(lines.slice(1).map((line) => Number(/第(\d+),/.exec(line)?.[1]))).toEqual(Array.from({ length: MANY }, (_row, at) => MANY - at));
    const parts = unzipSync(bytesOf(await file('/push/records/export', { format: 'xlsx', projectId: 'many' }).expect(200)));
    const rows = strFromU8(parts['xl/worksheets/sheet1.xml']).split('<row ').slice(2);
    expect(rows.map((row) => Number(/第(\d+)</.exec(row)?.[1]))).toEqual(Array.from({ length: MANY }, (_row, at) => MANY - at));
  });

  it('are written down in the audit log: who took what out', async () => {
    const { body } = await t.as(ADMINISTRATOR).get('/push/audit').query({ limit: 50 }).expect(200);
    const lines = (body as { items: { action: string; subject: object; after: object }[] }).items.filter(({ action }) => action === 'push_record.export');
    expect(lines.map(({ subject, after }) => ({ subject, after }))).toEqual(
      expect.arrayContaining([
        { subject: expect.objectContaining({ id: 'list' }) as object, after: expect.objectContaining({ projectId: 'many', title: '第7', format: 'csv', zone: 'Asia/Shanghai' }) as object },
        { subject: expect.objectContaining({ id: recordId }) as object, after: { state: 'skipped', format: 'csv', language: 'zh-CN', zone: 'Asia/Shanghai' } },
      ]),
    );
  });

  it('are nobody\'s who may not see the list', async () => {
    const elsewhere = { userId: 'u2', projectRoles: { hr: 'editor' as const } };
    expect(linesOf(await file('/push/records/export', { format: 'csv' }, elsewhere).expect(200))).toHaveLength(1);
    await file('/push/records/export', { format: 'csv', projectId: 'sales' }, elsewhere).expect(403);
    await file(`/push/records/${recordId}/deliveries/export`, { format: 'csv' }, elsewhere).expect(404);
    expect(linesOf(await file('/push/records/export', { format: 'csv' }, { userId: 'u2', projectRoles: { sales: 'viewer' } }).expect(200))).toHaveLength(2);
  });

  it.each([['format', 'pdf'], ['zone', 'Mars/Olympus'], ['language', 'fr'], ['limit', '5']])('refuse %s=%s', async (name, value) => {
    const { body } = await t.as(ADMINISTRATOR).get('/push/records/export').query({ format: 'csv', [name]: value }).expect(400);
    expect(Object.keys((body as { details: { fields: object } }).details.fields)).toEqual([name]);
  });

  it('are two at once for a caller, and end with whoever goes away in the middle', async () => {
    const begin = async (): Promise<IncomingMessage> => {
      const asked = httpRequest(`${address}/push/records/export?format=csv&projectId=many`, { headers: asCaller(ADMINISTRATOR), agent: false }).end();
      const [response] = (await once(asked, 'response')) as [IncomingMessage];
      response.on('error', () => undefined);
      await once(response, 'readable');
      return response;
    };
    const open = [await begin(), await begin()];
    expect((await t.as(ADMINISTRATOR).get('/push/records/export').query({ format: 'csv' }).expect(429)).body).toMatchObject({ code: 'TOO_MANY_AT_ONCE', details: { what: 'exports', most: 2 } });
    await file('/push/records/export', { format: 'csv', title: '没有' }, { ...ADMINISTRATOR, userId: 'u2' }).expect(200);
    for (const response of open) response.destroy();
    await waitFor('the end of the files that nobody reads', async () => (await file('/push/records/export', { format: 'csv', title: '没有' })).status === 200);
  });
});
