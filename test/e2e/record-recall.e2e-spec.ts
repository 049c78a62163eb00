import { RecallCallsService } from '#push-dispatch';
import { WecomError, type WecomFault } from '#wecom';
import { ADMINISTRATOR, authorizeAndBind, ended, startTestApp, taskOf, type RecordJson, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

type Recalled = Omit<RecordJson, 'calls'> & { recall: { waiting: number; recalled: number; refused: number; peopleRecalled: number }; calls: { id: string; wecomMessageId: string | null }[] };
interface Event { id: string; kind: string; at: string; requestId: string | null; actorUserId: string | null; wecomMessageId: string | null; people: number | null; code: string | null; reason: string | null; details: Record<string, unknown> }
interface Delivery { hostUserId: string; state: string; recalledAt: string | null }

const fault = (kind: WecomFault, errcode?: number): WecomError => new WecomError(`message/recall: ${kind}`, { api: 'message/recall', fault: kind, errcode });
const OK = { errcode: 0, errmsg: 'ok' };

describe('taking messages of a record back', () => {
  let t: TestApp;
  let authorizationId: string;
  beforeAll(async () => {
    t = await startTestApp({ publicUrl: 'https://push.example.com' });
    authorizationId = await authorizeAndBind(t);
    t.wecom.answer('message/recall', OK);
  });
  afterAll(() => t.close());

  const administrator = () => t.as(ADMINISTRATOR);
  const push = async (changes: Record<string, unknown> = {}): Promise<Recalled> => {
    const { body } = await administrator().post('/push/tasks').send(taskOf(authorizationId, changes)).expect(201);
    const { body: started } = await administrator().post(`/push/tasks/${(body as { id: string }).id}/run`).expect(202);
    return (await ended(t, (started as { recordId: string }).recordId)) as unknown as Recalled;
  };
  const ask = (id: string, body: object = {}) => administrator().post(`/push/records/${id}/recall`).send({ reason: '数据有误', ...body });
  const preview = async (id: string, query = ''): Promise<object> => (await administrator().get(`/push/records/${id}/recall${query}`).expect(200)).body as object;
  const record = async (id: string): Promise<Recalled> => (await administrator().get(`/push/records/${id}`).expect(200)).body as Recalled;
  const decided = (id: string): Promise<Recalled> => waitFor(`what WeCom made of the recall of ${id}`, async () => {
    const found = await record(id);
    return found.recall.waiting === 0 && found;
  });
  const events = async (id: string): Promise<Event[]> => ((await administrator().get(`/push/records/${id}/events`).expect(200)).body as { items: Event[] }).items;
  const deliveries = async (id: string, query = ''): Promise<Delivery[]> => ((await administrator().get(`/push/records/${id}/deliveries${query}`).expect(200)).body as { items: Delivery[] }).items;
  const recalls = (): string[] => t.wecom.callsOf('message/recall').map(({ input }) => (input as { msgId: string }).msgId);

  it('takes it from everybody, says so for each, and leaves the record as it ended', async () => {
    const first = await push();
    const [{ wecomMessageId }] = first.calls;
    expect(await preview(first.id)).toMatchObject({ possible: true, refusal: null, messages: 1, people: 2, others: 0, until: '2026-03-03T01:00:00.000Z', staying: { alreadyRecalled: 0, underWay: 0, tooLate: 0, withoutId: 0 } });
    const { body: asked } = await ask(first.id).expect(202);
    expect(asked).toMatchObject({ messages: 1, people: 2, others: 0 });
    const after = await decided(first.id);
    expect(after).toMatchObject({ state: 'sent', counts: { sent: 2 }, recall: { waiting: 0, recalled: 1, refused: 0, peopleRecalled: 2 } });
    expect(recalls()).toEqual([wecomMessageId]);
    const { requestId } = asked as { requestId: string };
    expect(await events(first.id)).toEqual([
      expect.objectContaining({ id: requestId, kind: 'recall_asked', actorUserId: 'u1', people: 2, reason: '数据有误', details: { messages: 1, others: 0, chosen: null } }),
      expect.objectContaining({ kind: 'recalled', requestId, actorUserId: null, wecomMessageId, people: 2, code: null }),
    ]);
    expect(await deliveries(first.id)).toEqual(['u1', 'u2'].map((hostUserId) => expect.objectContaining({ hostUserId, state: 'sent', recalledAt: expect.any(String) as string }) as object));
    expect(await deliveries(first.id, '?recalled=false')).toEqual([]);
    expect(await deliveries(first.id, '?recalled=true&state=sent')).toHaveLength(2);
    const { body: refused } = await ask(first.id).expect(409);
    expect(refused).toMatchObject({ code: 'NOTHING_TO_RECALL', details: { alreadyRecalled: 2 } });
    const { body: audit } = await administrator().get('/push/audit?limit=1').expect(200);
    expect((audit as { items: object[] }).items).toEqual([expect.objectContaining({ action: 'push_record.recall', after: expect.objectContaining({ reason: '数据有误', people: 2 }) as object })]);
  });

  it('takes it from some only if others may lose it too: WeCom takes a message back as a whole', async () => {
    const first = await push();
    expect(await preview(first.id, '?userIds=u2')).toMatchObject({ possible: false, refusal: { code: 'RECALL_REACHES_OTHERS', details: { people: 1, others: 1 } }, messages: 1, people: 1, others: 1 });
    const before = recalls().length;
    const { body: refused } = await ask(first.id, { userIds: ['u2'] }).expect(409);
    expect(refused).toMatchObject({ code: 'RECALL_REACHES_OTHERS', details: { people: 1, others: 1 } });
    expect(await events(first.id)).toEqual([]);
    await ask(first.id, { userIds: ['u2'], includeOthers: true }).expect(202);
    await decided(first.id);
    expect(recalls()).toHaveLength(before + 1);
    expect((await deliveries(first.id, '?recalled=true')).map(({ hostUserId }) => hostUserId)).toEqual(['u1', 'u2']);
  });

  it('takes it from some alone where each has a message of his own', async () => {
    const first = await push({ countOpens: true });
    await ask(first.id, { userIds: ['u2'] }).expect(202);
    expect(await decided(first.id)).toMatchObject({ recall: { recalled: 1, peopleRecalled: 1 } });
    expect((await deliveries(first.id, '?recalled=true')).map(({ hostUserId }) => hostUserId)).toEqual(['u2']);
    expect((await deliveries(first.id, '?recalled=false')).map(({ hostUserId }) => hostUserId)).toEqual(['u1']);
    expect(await preview(first.id)).toMatchObject({ possible: true, messages: 1, people: 1, staying: { alreadyRecalled: 1 } });
  });

  it('is asked for once by clicks at once, and done once by workers at once', async () => {
    const first = await push();
    const before = recalls().length;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    t.wecom.answerNext('message/recall', async () => {
      await held;
      return OK;
    });
    const clicks = await Promise.all([1, 2, 3].map(() => ask(first.id)));
    expect(clicks.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409, 409]);
    for (const { body } of clicks.filter(({ status }) => status === 409)) expect(body).toMatchObject({ code: 'NOTHING_TO_RECALL', details: { underWay: 2 } });
    await waitFor('the recall', async () => recalls().length > before);
    const job = { tenantId: 'default', runId: first.id, callIds: first.calls.map(({ id }) => id) };
    const service = t.app.get(RecallCallsService, { strict: false });
    await Promise.all([1, 2, 3].map(() => service.recall(job)));
    release();
    expect(await decided(first.id)).toMatchObject({ recall: { recalled: 1 } });
    await service.recall(job);
    expect(recalls()).toHaveLength(before + 1);
    expect((await events(first.id)).map(({ kind }) => kind)).toEqual(['recall_asked', 'recalled']);
  });

  it.each([['did not answer', fault('unknown_outcome')], ['was not reached', fault('unreachable')], ['is busy', fault('busy', -1)]])('tries again when WeCom %s', async (_what, error) => {
    const first = await push();
    t.wecom.answerNext('message/recall', error);
    await ask(first.id).expect(202);
    expect(await decided(first.id)).toMatchObject({ recall: { recalled: 1, refused: 0 } });
  });

  it.each([[42052, 'content', /older than 24 hours/], [40058, 'ours', /40058/]] as const)('ends with what WeCom says when it will not: %s', async (errcode, kind, words) => {
    const first = await push();
    t.wecom.answerNext('message/recall', fault(kind, errcode));
    await ask(first.id).expect(202);
    expect(await decided(first.id)).toMatchObject({ state: 'sent', recall: { recalled: 0, refused: 1, peopleRecalled: 0 } });
    expect((await events(first.id)).at(-1)).toMatchObject({ kind: 'recall_refused', code: String(errcode), reason: expect.stringMatching(words) as string, people: 2 });
    expect(await deliveries(first.id, '?recalled=true')).toEqual([]);
    // Somebody may have mended it: it may be asked for anew.
    await ask(first.id).expect(202);
    expect(await decided(first.id)).toMatchObject({ recall: { recalled: 1, refused: 0 } });
  });

  it('leaves an app alone that WeCom blocks, and goes on afterwards', async () => {
    const first = await push({ countOpens: true });
    const before = recalls().length;
    t.wecom.answerNext('message/recall', fault('busy', 45033));
    await ask(first.id).expect(202);
    await waitFor('the refusal', async () => recalls().length > before);
    t.clock.advance({ minutes: 1 });
    expect(await decided(first.id)).toMatchObject({ recall: { recalled: 2 } });
  });

  it('is refused after 24 hours, before the end, without a reason, and to whoever may not', async () => {
    const first = await push();
    await administrator().post(`/push/records/${first.id}/recall`).send({}).expect(400);
    await administrator().post(`/push/records/${first.id}/recall`).send({ reason: '  ' }).expect(400);
    await t.as({ userId: 'u2', projectRoles: { sales: 'viewer' } }).post(`/push/records/${first.id}/recall`).send({ reason: 'x' }).expect(403);
    await t.as({ userId: 'u2', projectRoles: { hr: 'editor' } }).post(`/push/records/${first.id}/recall`).send({ reason: 'x' }).expect(404);
    expect((await ask(first.id, { userIds: ['u3'] }).expect(409)).body).toMatchObject({ code: 'NOTHING_TO_RECALL' });
    t.clock.advance({ hours: 24 });
    expect((await ask(first.id).expect(409)).body).toMatchObject({ code: 'RECALL_TOO_LATE' });
    expect(await preview(first.id)).toMatchObject({ possible: false, refusal: { code: 'RECALL_TOO_LATE' }, messages: 0, staying: { tooLate: 2 } });
  });

  it('gives up what could not be taken back in time', async () => {
    const first = await push();
    t.wecom.answerNext('message/recall', () => {
      t.clock.advance({ hours: 25 });
      throw fault('unreachable');
    });
    await ask(first.id).expect(202);
    expect(await decided(first.id)).toMatchObject({ recall: { refused: 1 } });
    expect((await events(first.id)).at(-1)).toMatchObject({ kind: 'recall_refused', code: 'RECALL_TOO_LATE' });
  });
});
