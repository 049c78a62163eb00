import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxUnderTest, START_TIMEOUT_MS } from '../testing/sandbox-under-test';

interface Call {
  method: string;
  path: string;
  section: string;
  fidelity: string;
  tokens: string[];
}

describe('the table of calls', () => {
  let sandbox: SandboxUnderTest;
  let calls: Call[];

  beforeAll(async () => {
    sandbox = await SandboxUnderTest.start();
    calls = (await sandbox.get('calls'))['calls'] as Call[];
  }, START_TIMEOUT_MS);

  afterAll(() => sandbox.close());

  it('stands in the README, call by call', () => {
    const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
    const missing = calls.filter(({ method, path, section, fidelity }) => !readme.includes(`| \`${method} ${path.replace('/cgi-bin/', '')}\` | ${section} | ${fidelity} |`));
    expect(missing).toEqual([]);
  });

  it('opens no call without the token it asks for', async () => {
    for (const { path, tokens } of calls.filter((call) => call.tokens.length > 0)) {
      const expected = tokens[0] === 'suite' ? 41022 : 41001;
      expect([path, (await sandbox.call(path.replace('/cgi-bin/', ''), {}, {})).errcode]).toEqual([path, expected]);
    }
  });

  it('answers 40058 to a POST call asked by GET', async () => {
    expect(await sandbox.call('message/send', { access_token: await sandbox.token() })).toMatchObject({ errcode: 40058 });
  });

  it('reads five debug calls a minute', async () => {
    const token = await sandbox.token();
    const debug = () => sandbox.call('agent/list', { access_token: token, debug: 1 });
    for (let i = 0; i < 5; i += 1) expect(await debug()).toMatchObject({ errcode: 0 });
    expect(await debug()).toMatchObject({ errcode: 45009 });
  });
});
