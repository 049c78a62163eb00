import { ALARMS_MIGRATIONS } from '#alarms';
import { createTestDatabase, schemaOf, TestClock, type TestDatabase } from '#kernel/testing';
import { userGet, type WecomApi, type WecomCallOptions } from '#wecom';
import { StubWecomTransport } from '#wecom/testing';
import { AuthorizationNotUsableError } from '../domain/authorization.errors';
import { AUTHORIZATION_MIGRATIONS } from '../persistence/migrations';
import { refusal, startTestProcess, stubCorp, TEST_CORP, type TestProcess } from '../testing';
import { AuthorizationsService } from './authorizations.service';
import { WecomAppClient } from './wecom-app.client';

/** A WeCom that answers a call only once the test lets it, and ends tokens when told. */
class GatedWecom extends StubWecomTransport {
  readonly endedTokens = new Set<string>();
  private gate: { name: string; opened: Promise<void> } | undefined;
  private arrived: () => void = () => {};

  /** @returns `asked`, when such a call has arrived; `open` lets this and all later ones through */
  hold(name = 'gettoken'): { asked: Promise<void>; open: () => void } {
    let open = (): void => {};
    this.gate = { name, opened: new Promise((done) => (open = done)) };
    return { asked: new Promise((done) => (this.arrived = done)), open };
  }

  override async call<TInput, TReply>(api: WecomApi<TInput, TReply>, input: TInput, options?: WecomCallOptions): Promise<TReply> {
    if (api.name === this.gate?.name) {
      this.arrived();
      await this.gate.opened;
    }
    const reply = await super.call(api, input, options);
    if (this.endedTokens.has(options?.token ?? '')) throw refusal(api.name, 40014, 'token');
    return reply;
  }
}

const ADMINISTRATOR = { tenantId: 'default', userId: 'u1' };
const LI_NA = { userid: 'LiNa', name: '李娜' };

describe('WecomAppClient', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let wecom: GatedWecom;
  let processes: TestProcess[];
  let id: string;

  const start = async (transport: StubWecomTransport = wecom): Promise<TestProcess> => {
    const process = await startTestProcess({ databaseUrl: database.url, wecom: transport, clock, poolSize: 3 });
    processes.push(process);
    return process;
  };
  const clientOf = (process: TestProcess): WecomAppClient => process.app.get(WecomAppClient);
  const lookUp = (process = processes[0]): Promise<{ name: string }> => clientOf(process).call(id, userGet, { userId: 'lina' });
  const stateOf = async () => (await processes[0].app.get(AuthorizationsService).get('default', id)).state;
  const tokensUsed = (): (string | undefined)[] => wecom.callsOf('user/get').map((call) => call.token);
  /** Calls of gettoken after the one that authorized the app. */
  const renewals = (): number => wecom.callsOf('gettoken').length - 1;

  beforeAll(async () => {
    database = await createTestDatabase(schemaOf([...ALARMS_MIGRATIONS, ...AUTHORIZATION_MIGRATIONS]));
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    clock = new TestClock();
    wecom = new GatedWecom();
    stubCorp(wecom).answer('user/get', LI_NA);
    processes = [];
    const process = await start();
    await process.query('truncate push_authorization cascade');
    id = (await process.app.get(AuthorizationsService).authorize(ADMINISTRATOR, TEST_CORP)).id;
  });

  afterEach(() => Promise.all(processes.map((process) => process.close())));

  it('agrees with the migrations about tables, columns and names', async () => {
    expect(await processes[0].drift()).toEqual([]);
  });

  describe('the token', () => {
    it('is asked for once when 50 callers in 5 processes want one', async () => {
      await Promise.all([start(), start(), start(), start()]);
      clock.advance({ hours: 3 });
      const { asked, open } = wecom.hold();
      const calls = Array.from({ length: 50 }, (_, i) => lookUp(processes[i % 5]));
      await asked;
      open();
      expect((await Promise.all(calls)).every((account) => account.name === '李娜')).toBe(true);
      expect(renewals()).toBe(1);
      expect(new Set(tokensUsed())).toEqual(new Set(['token-2']));
    });

    it('is asked for once an expiry when 50 processes make 1,000 calls at once', async () => {
      await Promise.all(Array.from({ length: 49 }, () => start()));
      for (const expiry of [1, 2]) {
        clock.advance({ hours: 3 });
        const calls = Array.from({ length: 1000 }, (_, i) => lookUp(processes[i % processes.length]));
        expect((await Promise.all(calls)).every((account) => account.name === '李娜')).toBe(true);
        expect(renewals()).toBe(expiry);
      }
      expect(processes).toHaveLength(50);
      expect(new Set(tokensUsed())).toEqual(new Set(['token-2', 'token-3']));
    });

    it('is renewed ahead of time by one caller, while the others use the old one without waiting', async () => {
      const other = await start();
      clock.advance({ hours: 1, minutes: 49 });
      const { asked, open } = wecom.hold();
      const renewing = lookUp();
      await asked;
      await lookUp(other);
      expect(tokensUsed()).toEqual(['token-1']);
      open();
      await renewing;
      await lookUp(other);
      expect(tokensUsed()).toEqual(['token-1', 'token-2', 'token-2']);
      expect(renewals()).toBe(1);
    });

    it('is renewed once for each of its lives', async () => {
      for (let hours = 0; hours < 12; hours++) {
        await lookUp();
        await lookUp();
        clock.advance({ hours: 1 });
      }
      expect(renewals()).toBe(5);
    });

    it('is not asked for again and again when WeCom gives the same one with what is left of its life', async () => {
      clock.advance({ minutes: 109 });
      wecom.answerNext('gettoken', { access_token: 'token-1', expires_in: 660 });
      for (let i = 0; i < 5; i++) await lookUp();
      expect(renewals()).toBe(1);
      clock.advance({ minutes: 10 });
      await lookUp();
      expect(renewals()).toBe(2);
    });

    it('is renewed once and the call repeated once when WeCom refuses it, however many callers notice', async () => {
      await Promise.all([start(), start()]);
      wecom.endedTokens.add('token-1');
      const { asked, open } = wecom.hold();
      const calls = Array.from({ length: 20 }, (_, i) => lookUp(processes[i % 3]));
      await asked;
      open();
      await Promise.all(calls);
      expect(renewals()).toBe(1);
      expect(tokensUsed().filter((token) => token === 'token-2')).toHaveLength(20);
    });

    it('stays when WeCom refuses an older one late', async () => {
      const slow = new GatedWecom();
      stubCorp(slow).answer('user/get', LI_NA);
      const late = await start(slow);
      const { asked, open } = slow.hold('user/get');
      const call = lookUp(late);
      await asked;
      for (const transport of [wecom, slow]) transport.endedTokens.add('token-1');
      await lookUp();
      open();
      await call;
      expect(slow.callsOf('user/get').map((made) => made.token)).toEqual(['token-1', 'token-2']);
      expect(slow.callsOf('gettoken')).toEqual([]);
      expect(renewals()).toBe(1);
    });

    it('never makes a loop: a fresh one that is refused too breaks the authorization', async () => {
      wecom.answer('user/get', refusal('user/get', 40014, 'token'));
      await expect(lookUp()).rejects.toMatchObject({ errcode: 40014 });
      expect(tokensUsed()).toEqual(['token-1', 'token-2']);
      await expect(lookUp()).rejects.toMatchObject({ state: 'broken', reason: 'token_refused' });
      expect(wecom.calls).toHaveLength(5);
    });

    it('goes on with the old one while WeCom is too busy to give a new one, and does not press it', async () => {
      clock.advance({ minutes: 109 });
      wecom.answer('gettoken', refusal('gettoken', 45009, 'busy'));
      await lookUp();
      await lookUp();
      expect(tokensUsed()).toEqual(['token-1', 'token-1']);
      expect(renewals()).toBe(1);
      clock.advance({ minutes: 2 });
      await lookUp();
      expect(renewals()).toBe(2);
      expect(await stateOf()).toBe('active');
    });

    it('that ended cannot be replaced while WeCom is too busy: worth a retry, after a while', async () => {
      clock.advance({ hours: 3 });
      wecom.answerNext('gettoken', refusal('gettoken', 45009, 'busy'));
      await expect(lookUp()).rejects.toMatchObject({ code: 'ACCESS_TOKEN_UNAVAILABLE', kind: 'unavailable', details: { errcode: 45009 } });
      await expect(lookUp()).rejects.toMatchObject({ code: 'ACCESS_TOKEN_UNAVAILABLE', kind: 'unavailable' });
      expect(renewals()).toBe(1);
      clock.advance({ minutes: 1 });
      await lookUp();
    });

    it.each([[-1, 'is busy for a moment'], [6000, 'has two versions of its data']])('is asked for again in seconds when WeCom (%d) %s', async (errcode) => {
      clock.advance({ hours: 3 });
      wecom.answerNext('gettoken', refusal('gettoken', errcode, 'busy'));
      await expect(lookUp()).rejects.toMatchObject({ code: 'ACCESS_TOKEN_UNAVAILABLE', kind: 'unavailable', details: { errcode } });
      clock.advance({ seconds: 2 });
      await lookUp();
      expect(renewals()).toBe(2);
    });

    it('is renewed by another process when the one that began died, whose late answer then changes nothing', async () => {
      const slow = new GatedWecom();
      stubCorp(slow).answer('gettoken', { access_token: 'late', expires_in: 7200 }).answer('user/get', LI_NA);
      const dying = await start(slow);
      clock.advance({ hours: 3 });
      const { asked, open } = slow.hold();
      const late = lookUp(dying);
      await asked;
      clock.advance({ seconds: 31 });
      await lookUp();
      open();
      await late;
      await lookUp();
      expect(tokensUsed()).toEqual(['token-2', 'token-2']);
      expect(slow.callsOf('user/get').map((call) => call.token)).toEqual(['token-2']);
    });

    it('is not stored for an authorization that was revoked meanwhile', async () => {
      clock.advance({ hours: 3 });
      const { asked, open } = wecom.hold();
      const call = lookUp();
      await asked;
      await processes[0].app.get(AuthorizationsService).revoke(ADMINISTRATOR, id);
      open();
      await expect(call).rejects.toMatchObject({ code: 'AUTHORIZATION_NOT_USABLE', state: 'revoked' });
      expect(await processes[0].query('select 1 from push_access_token')).toEqual([]);
    });
  });

  describe('a refused secret', () => {
    const refuseSecret = (): unknown => wecom.answer('gettoken', refusal('gettoken', 40001, 'app'));

    it('breaks the authorization at once, for all processes, so that nobody asks again', async () => {
      await Promise.all([start(), start()]);
      clock.advance({ hours: 3 });
      refuseSecret();
      const { asked, open } = wecom.hold();
      const calls = Array.from({ length: 30 }, (_, i) => lookUp(processes[i % 3]));
      await asked;
      open();
      const outcomes = await Promise.allSettled(calls);
      expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true);
      expect(renewals()).toBe(1);
      await expect(lookUp()).rejects.toThrow(AuthorizationNotUsableError);
      expect(renewals()).toBe(1);
    });

    it('is tried three times, five minutes apart, and then waits for a person', async () => {
      clock.advance({ hours: 3 });
      refuseSecret();
      for (let i = 0; i < 20; i++) {
        await expect(lookUp()).rejects.toThrow();
        clock.advance({ minutes: 2 });
      }
      expect(renewals()).toBe(3);
      clock.advance({ days: 1 });
      await expect(lookUp()).rejects.toMatchObject({ reason: 'secret_refused', errcode: 40001 });
      expect(renewals()).toBe(3);

      stubCorp(wecom);
      await clientOf(processes[0]).probe(id);
      expect(await lookUp()).toMatchObject({ name: '李娜' });
    });

    it('does not break an authorization whose secret was replaced meanwhile', async () => {
      clock.advance({ hours: 3 });
      const refusing = new GatedWecom();
      refusing.answer('gettoken', refusal('gettoken', 40001, 'app'));
      const late = await start(refusing);
      const { asked, open } = refusing.hold();
      const call = lookUp(late);
      await asked;
      await processes[0].app.get(AuthorizationsService).replaceSecret(ADMINISTRATOR, id, 'right-new-secret');
      open();
      await expect(call).rejects.toMatchObject({ errcode: 40001 });
      expect(await stateOf()).toBe('active');
      await lookUp();
    });
  });

  describe('a refused app', () => {
    it('is broken with the reason, left alone for five minutes, and active again by the next call that works', async () => {
      wecom.answerNext('user/get', refusal('user/get', 60020, 'app', '203.0.113.7'));
      await expect(lookUp()).rejects.toMatchObject({ errcode: 60020 });
      const broken = await processes[0].app.get(AuthorizationsService).get('default', id);
      expect(broken).toMatchObject({ state: 'broken', stateReason: 'ip_not_trusted', stateErrcode: 60020, seenIp: '203.0.113.7' });

      const before = wecom.calls.length;
      await expect(lookUp()).rejects.toMatchObject({ code: 'AUTHORIZATION_NOT_USABLE', reason: 'ip_not_trusted' });
      expect(wecom.calls).toHaveLength(before);

      clock.advance({ minutes: 5 });
      expect(await lookUp()).toMatchObject({ name: '李娜' });
      expect(await stateOf()).toBe('active');
    });

    it('that breaks or ends its token while a call waits for its place is refused once more, and lets nobody else in', async () => {
      const client = clientOf(processes[0]);
      const [first, waiting, late] = await Promise.all([client.open(id), client.open(id), client.open(id)]);
      wecom.endedTokens.add('token-1');
      expect(await first.call(userGet, { userId: 'lina' })).toMatchObject({ name: '李娜' });
      expect(await waiting.call(userGet, { userId: 'lina' })).toMatchObject({ name: '李娜' });
      expect(tokensUsed()).toEqual(['token-1', 'token-2', 'token-1', 'token-2']);
      wecom.answer('user/get', () => { throw refusal('user/get', 48002, 'app'); });
      await expect(late.call(userGet, { userId: 'lina' })).rejects.toMatchObject({ errcode: 48002 });
      expect(await stateOf()).toBe('broken');
      await expect(client.open(id)).rejects.toThrow(AuthorizationNotUsableError);
      expect(renewals()).toBe(1);
    });

    it('is asked once in five minutes, by one caller of all', async () => {
      await start();
      wecom.answer('agent/get', refusal('agent/get', 50003, 'app')).answerNext('user/get', refusal('user/get', 50003, 'app'));
      await expect(lookUp()).rejects.toThrow();
      wecom.calls.length = 0;
      clock.advance({ minutes: 5 });
      await Promise.allSettled(Array.from({ length: 20 }, (_, i) => lookUp(processes[i % 2])));
      expect(wecom.calls.map((call) => call.name)).toEqual(['agent/get']);
    });

    it('stays broken when WeCom does not answer whether it works: and nobody takes that for the outcome of his call', async () => {
      wecom.answerNext('user/get', refusal('user/get', 60020, 'app')).answerNext('agent/get', refusal('agent/get', -1, 'unknown_outcome'));
      await expect(lookUp()).rejects.toThrow();
      clock.advance({ minutes: 5 });
      await expect(lookUp()).rejects.toThrow(AuthorizationNotUsableError);
      clock.advance({ minutes: 5 });
      await lookUp();
    });

    it('is not broken by what concerns one person, the content or the hour', async () => {
      for (const [errcode, fault] of [[60111, 'recipient'], [40058, 'content'], [-1, 'busy']] as const) {
        wecom.answerNext('user/get', refusal('user/get', errcode, fault));
        await expect(lookUp()).rejects.toMatchObject({ errcode });
      }
      expect(await stateOf()).toBe('active');
      expect(wecom.callsOf('user/get')).toHaveLength(3);
    });
  });
});
