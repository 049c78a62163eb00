import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './paths.mjs';
import { Problem, step } from './say.mjs';

const SKIPPED = /(^|[/.])(spec|db-spec|e2e-spec|process-spec)\.ts$|\.md$/;

function* filesOf(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return;
  if (!statSync(full).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(full).toSorted()) if (name !== 'node_modules' && name !== 'dist') yield* filesOf(`${path}/${name}`);
}

/** A hash over names and contents: a fresh clone, a changed branch or a removed file show, a touched file does not. */
function hashOf(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesOf(source)) if (!SKIPPED.test(file)) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file))).update('\0');
  }
  return hash.digest('hex');
}

async function build(session, { title, sources, result, command }) {
  const stamp = join(ROOT, dirname(result), '.build-stamp');
  const wanted = hashOf([...sources, 'package-lock.json']);
  if (existsSync(join(ROOT, result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await step(title, async () => {
    const { code, output } = await session.run(process.execPath, command, { cwd: ROOT, env: { ...process.env, NO_COLOR: '1' } });
    if (code !== 0) throw new Problem(`${title}: failed (exit code ${code}).\n\n${output}`);
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, wanted);
  });
}

/** Builds the server apps, unless the last build was of the same sources. @throws Problem */
export async function buildServer(session) {
  const apps = ['api', 'scheduler', 'sandbox', 'demo-host'].map((app) => `apps/${app}/src`);
  await build(session, {
    title: 'build the server',
    sources: [...apps, 'libs', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'],
    result: 'dist/apps',
    command: [join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js'), 'build'],
  });
}

/** Builds the web console, unless the last build was of the same sources. @throws Problem */
export async function buildConsole(session) {
  const files = ['src', 'public', 'index.html', 'package.json', 'tsconfig.json', 'vite.config.ts'];
  await build(session, {
    title: 'build the console',
    sources: files.map((file) => `apps/console/${file}`),
    result: 'apps/console/dist/index.html',
    command: [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', 'apps/console', '--logLevel', 'warn'],
  });
}
