// The quick start: one command from a fresh clone to a running product. Before the packages are installed only Node's own
// modules may be imported; the rest follows.
import { Problem, explain, line, step } from './lib/say.mjs';
import { checkNode, ensureInstalled } from './lib/install.mjs';

const DEFAULT_PORT_BASE = 3000;
const DATABASE = 'wecom_push';

function portBase() {
  const base = Number(process.env.PORT_BASE || DEFAULT_PORT_BASE);
  if (Number.isInteger(base) && base >= 1 && base <= 65_532) return base;
  throw new Problem(`PORT_BASE is the first of four ports in a row, between 1 and 65532; it is \`${process.env.PORT_BASE}\`.`);
}

function summary({ processes, database, demo, began }) {
  const at = Object.fromEntries(processes.map(({ name, address }) => [name, address]));
  const rows = [
    ['Web console', `${at.api}/`, `account ${demo.account}, password ${demo.password}`],
    ['API and its documentation', `${at.api}/push/docs`, ''],
    ['Phone page', `${at.sandbox}/phone`, 'what each person received in WeCom'],
    ['WeCom sandbox', `${at.sandbox}/`, 'stands in for the WeCom platform'],
    ['Demo BI', `${at['demo-host']}/`, 'the reports that are pushed'],
    ['Scheduler', at.scheduler, 'plans and sends; no pages of its own'],
    ['Database', database, ''],
  ];
  const width = (column) => Math.max(...rows.slice(0, -1).map((row) => row[column].length));
  line(`\nRunning, after ${((Date.now() - began) / 1000).toFixed(1)} s. Where to click:\n`);
  for (const row of rows) line(`  ${row[0].padEnd(width(0))}  ${row[1].padEnd(width(1))}  ${row[2]}`.trimEnd());
  line('\nWhat to type to authorize the demo company (self-built app):\n');
  line(`  CorpID   ${demo.corpId}\n  AgentId  ${demo.agentId}\n  Secret   ${demo.secret}`);
  line(`\nTo authorize by a link (customised or third-party app), confirm it in the sandbox as the other company: CorpID ${demo.otherCorpId}.`);
  line('\nLogs: .data/logs. Stop everything with Ctrl-C; the data stays in .data for the next start.');
}

async function start(session, base) {
  const began = Date.now();
  const { checkPorts } = await import('./lib/ports.mjs');
  const { DEMO, demoProcesses, introduceProvider } = await import('./lib/demo.mjs');
  const processes = demoProcesses(base);
  const elsewhere = base === 4000 ? 5000 : 4000;
  await checkPorts(
    Object.fromEntries(processes.map(({ name, port }) => [name, port])),
    `Stop that program, or choose four other ports: PORT_BASE=${elsewhere} npm start uses ${elsewhere} to ${elsewhere + 3}.`,
  );

  await ensureInstalled(session);
  const { buildConsole, buildServer } = await import('./lib/build.mjs');
  await buildServer(session);
  await buildConsole(session);

  const { databaseUrl, database } = await openDatabase(session);
  await migrate(session, databaseUrl);
  await run(session, processes, databaseUrl);
  const addresses = Object.fromEntries(processes.map(({ name, address }) => [name, address]));
  // Somebody else's WeCom has providers of its own.
  if (!process.env.WECOM_BASE_URL) await step('introduce the demo provider to the sandbox', () => introduceProvider(addresses));

  summary({ processes, database, demo: DEMO, began });
}

async function openDatabase(session) {
  const given = process.env.DATABASE_URL;
  if (given) {
    const { checkDatabase } = await import('./lib/database.mjs');
    await checkDatabase(given);
    return { databaseUrl: given, database: 'the one that DATABASE_URL names' };
  }
  const { startKeptPostgres } = await import('./lib/postgres.mjs');
  const { url, folder } = await step('start PostgreSQL', () => startKeptPostgres(session, DATABASE));
  return { databaseUrl: url, database: `${url}  (data in ${folder})` };
}

async function migrate(session, databaseUrl) {
  await step('bring the database up to date', async () => {
    const { ROOT } = await import('./lib/paths.mjs');
    const env = { ...process.env, DATABASE_URL: databaseUrl };
    const { code, output } = await session.run(process.execPath, ['dist/apps/api/src/migrate.js'], { cwd: ROOT, env });
    if (code !== 0) throw new Problem(`The migrations failed (exit code ${code}):\n\n${output}`);
  });
}

async function run(session, processes, databaseUrl) {
  const { Processes } = await import('./lib/processes.mjs');
  const running = new Processes(session);
  session.onEnd(() => running.stop(processes.map(({ name }) => name)));
  await step(`start ${processes.map(({ name }) => name).toReversed().join(', ')}`, async (note) => {
    const waiting = new Set(processes.map(({ name }) => name));
    note(() => `waiting for ${[...waiting].join(', ')}`);
    const ready = processes.map(async ({ name, entry, address, env }) => {
      running.start(name, entry, { ...env, DATABASE_URL: databaseUrl });
      await running.ready(name, `${address}/health/ready`);
      waiting.delete(name);
    });
    await Promise.race([Promise.all(ready), running.failure]);
  });
  session.interruptedCode = 0; // from here on Ctrl-C is the ordinary end
  running.failure.catch((error) => {
    if (session.ending) return;
    explain(error);
    void session.end(1);
  });
}

try {
  checkNode();
  const base = portBase();
  const { lockCheckout } = await import('./lib/lock.mjs');
  lockCheckout(`http://127.0.0.1:${base}/`);
  const { Session } = await import('./lib/session.mjs');
  const session = new Session();
  await session.main(async () => {
    await start(session, base);
    await new Promise(() => {}); // until a signal, or until a process is lost
  });
} catch (error) {
  explain(error);
  process.exit(1);
}
