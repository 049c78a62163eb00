import fc from 'fast-check';
import { ProviderWorld, type Mail } from './authorization/provider-world';

const MODES = ['customized', 'third_party'] as const;
const ACTIONS = ['install', 'cancel', 'range', 'switch', 'reset'] as const;

interface Step {
  action: (typeof ACTIONS)[number];
  /** What becomes of the callbacks it causes. */
  lost: boolean;
  twice: boolean;
  /** Steps until they come; 0 at once. Later steps may be overtaken. */
  delay: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  lost: fc.boolean(),
  twice: fc.boolean(),
  delay: fc.integer({ min: 0, max: 3 }),
});

/** Whatever WeCom's callbacks do on their way, a day later our state is WeCom's. */
describe.each(MODES)('callbacks of %s, lost, late, doubled or out of order', (mode) => {
  let w: ProviderWorld;
  let link: { id: string; url: string } | undefined;

  beforeAll(async () => {
    w = await ProviderWorld.start();
  });
  afterAll(() => w.close());

  const live = async (): Promise<{ id: string; state: string; agent_id: number; visible_range: { departmentIds: number[] } } | undefined> => {
    const rows = await w.process.query(`select id, state, agent_id, visible_range from push_authorization where state in ('active', 'broken')`);
    expect(rows.length).toBeLessThanOrEqual(1);
    return rows[0] as never;
  };

  /** The browser brings what the sandbox does not tell by a callback. */
  const install = async (): Promise<void> => {
    const begun = await w.api('post', '/push/authorizations/links').send({ mode, corpId: w.sandbox.platform.corps.keys().next().value });
    if (begun.status === 201) link = { id: begun.body.authorization.id, url: begun.body.url };
    if (!link) throw new Error(`no link: ${begun.text}`);
    const redirect = await w.confirm(link.url);
    if (redirect) await w.http.get(new URL(redirect).pathname).query(Object.fromEntries(new URL(redirect).searchParams)).expect(200);
  };

  const act = async (action: Step['action'], index: number): Promise<void> => {
    const app = w.truth(mode);
    if (action === 'install') return install();
    if (!app) return;
    if (action === 'cancel') w.administration.cancelAuthorization(app);
    if (action === 'range') w.administration.setRange(app, { users: [], parties: [1 + (index % 3)], tags: [] });
    if (action === 'switch') w.administration.setEnabled(app, !app.data.enabled);
    if (action === 'reset' && mode === 'customized') w.administration.resetSecret(app);
  };

  const assertTruth = async (): Promise<void> => {
    const app = w.truth(mode);
    const ours = await live();
    if (!app) return expect(ours).toBeUndefined();
    if (!ours) return;
    const codeInForce = (await w.codeOf(ours.id)) === app.data.secret;
    expect({ state: ours.state, ...(codeInForce && { agentId: ours.agent_id }) }).toEqual({
      state: codeInForce && app.data.enabled ? 'active' : 'broken',
      ...(codeInForce && { agentId: app.agentId }),
    });
    if (ours.state === 'active') expect(ours.visible_range.departmentIds).toEqual(app.data.range.parties);
  };

  it('end in the state that WeCom has', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        await w.reset();
        link = undefined;
        const underWay: { mail: Mail; at: number; order: number }[] = [];
        for (const [index, { action, lost, twice, delay }] of steps.entries()) {
          w.clock.advance({ seconds: 1 });
          await act(action, index);
          for (const mail of await w.takeMail()) {
            if (!lost) underWay.push({ mail, at: index + delay, order: index });
            if (!lost && twice) underWay.push({ mail, at: index + delay + 1, order: index });
          }
          // The newest first: what is due together comes in the wrong order.
          const due = underWay.filter(({ at }) => at <= index).toSorted((a, b) => b.order - a.order);
          for (const one of due) {
            underWay.splice(underWay.indexOf(one), 1);
            await w.deliver(one.mail);
          }
        }
        for (const { mail } of underWay) await w.deliver(mail);
        await w.nextDay();
        await assertTruth();

        // And whoever authorizes now gets what he wants, whatever happened before.
        const app = w.truth(mode);
        if (app && !app.data.enabled) w.administration.setEnabled(app, true);
        await w.deliverAll();
        const ours = await live();
        if (ours?.state === 'active') return;
        await install();
        await w.deliverAll();
        expect(await live()).toMatchObject({ state: 'active', agent_id: w.truth(mode)?.agentId });
      }),
      { numRuns: 10, endOnFailure: false },
    );
  }, 240_000);
});
