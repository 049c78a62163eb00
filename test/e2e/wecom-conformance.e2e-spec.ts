import { BASICS } from './wecom-conformance/basics.rules';
import { CALLBACKS } from './wecom-conformance/callbacks.rules';
import { CONTACTS } from './wecom-conformance/contacts.rules';
import { REST } from './wecom-conformance/limits.rules';
import { MESSAGES } from './wecom-conformance/messages.rules';
import { SUITES } from './wecom-conformance/suites.rules';
import { World } from './wecom-conformance/world';

const RULES = [...BASICS, ...SUITES, ...CALLBACKS, ...MESSAGES, ...REST, ...CONTACTS];

/** One row per rule of WeCom's API (sections of the fact sheet): the transport against the sandbox, over HTTP. */
describe('WeCom conformance', () => {
  let w: World;
  const unhandled = jest.fn();

  beforeAll(async () => {
    process.on('unhandledRejection', unhandled);
    w = await World.start();
  });

  afterAll(async () => {
    await w.close();
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  beforeEach(() => w.reset());

  it.each(RULES)('%s %s', async (_section, _rule, holds) => {
    await holds(w);
    expect(w.transport.counts().pending).toBe(0);
  });

  it('has a row for each rule once, and at least 150', () => {
    const names = RULES.map(([section, rule]) => `${section} ${rule}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(150);
  });
});
