import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_AGENT_ID, DEMO_CORP_ID } from './seed/demo-corp';
import { SandboxUnderTest, START_TIMEOUT_MS } from './testing/sandbox-under-test';

describe('snapshot file', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    file = join(folder, 'state', 'sandbox.json');
  });

  afterEach(() => rm(folder, { recursive: true }));

  const start = () => SandboxUnderTest.start({}, { SNAPSHOT_FILE: file });
  const message = { touser: 'ZhangWei', msgtype: 'text', text: { content: '重启前' }, enable_duplicate_check: 1 };
  const inbox = async (sandbox: SandboxUnderTest) => (await sandbox.get('messages', { corpId: DEMO_CORP_ID, userId: 'ZhangWei' }))['messages'];

  it('keeps messages, counts, tokens, faults and changes of the corps over a restart', async () => {
    const before = await start();
    const token = await before.token();
    const sent = await before.send(message, token);
    await before.http.post(`/sandbox/corps/${DEMO_CORP_ID}/apps/${DEMO_AGENT_ID}/members/LiNa/out`).expect(200);
    await before.http.post('/sandbox/faults').send({ kind: 'html', api: 'department/list' }).expect(201);
    await before.http.patch('/sandbox/limits').send({ memberPerMinute: 5 }).expect(200);
    const shown = await inbox(before);
    await before.close();

    const after = await start();
    expect(await inbox(after)).toEqual(shown);
    expect(await after.get('counts')).toMatchObject({ deliveries: 1, messages: 1 });
    // Same token, and the same request is still known for a repeat.
    expect(await after.send(message, token)).toEqual(sent);
    expect(await after.send({ ...message, touser: 'LiNa' }, token)).toMatchObject({ errcode: 81013 });
    expect((await after.get('faults'))['faults']).toMatchObject([{ kind: 'html' }]);
    expect((await after.get('limits'))['limits']).toMatchObject({ memberPerMinute: 5, memberPerHour: 1000 });
    expect((await after.get('phone/conversations', { corpId: DEMO_CORP_ID, userId: 'ZhangWei' }))['conversations']).toMatchObject([{ unread: 1 }, {}]);
    // New messages go on where the numbers were.
    await after.send({ ...message, text: { content: '重启后' } }, token);
    expect((await after.get('deliveries'))['deliveries']).toMatchObject([{ seq: 1 }, { seq: 2 }]);
    await after.close();
    expect(await readdir(join(folder, 'state'))).toEqual(['sandbox.json']);
  }, START_TIMEOUT_MS);

  it('puts an unreadable file aside and starts from the seed', async () => {
    const first = await start();
    await first.send(message);
    await first.close();
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, 500));
    const second = await start();
    expect(await second.get('counts')).toMatchObject({ deliveries: 0 });
    expect(await second.send(message)).toMatchObject({ errcode: 0 });
    await second.close();
    expect((await readdir(join(folder, 'state'))).toSorted()).toEqual(['sandbox.json', 'sandbox.json.unreadable']);
  }, START_TIMEOUT_MS);
});
