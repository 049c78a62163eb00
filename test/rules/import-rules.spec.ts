import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const CONFIG = '.dependency-cruiser.mjs';

interface Report {
  summary: {
    violations: { from: string; to: string; rule: { name: string } }[];
    ruleSetUsed: { forbidden: { name: string }[] };
  };
}

/** What `npm run check:deps` runs, as data. */
function cruise(cwd: string, folders: string[]): Report['summary'] {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [program, '--config', CONFIG, '--output-type', 'json', ...folders], { cwd, encoding: 'utf8', maxBuffer: 1e8 });
  if (!stdout) throw new Error(stderr);
  return (JSON.parse(stdout) as Report).summary;
}

interface Case {
  rule: string;
  /** The file that breaks the rule. */
  from: string;
  /** What it writes after `from`. */
  imports: string;
  /** The file or package that it reaches. */
  to: string;
}

const index = (lib: string): string => `libs/${lib}/src/index.ts`;
const breaks = (rule: string, from: string, imports: string, to: string): Case => ({ rule, from, imports, to });

const CASES: Case[] = [
  breaks('lib-kernel', 'libs/kernel/src/a.ts', '#wecom', index('wecom')),
  breaks('lib-bi-host', 'libs/bi-host/src/a.ts', '#wecom', index('wecom')),
  breaks('lib-wecom', 'libs/wecom/src/a.ts', '#bi-host', index('bi-host')),
  breaks('lib-alarms', 'libs/alarms/src/a.ts', '#wecom', index('wecom')),
  breaks('lib-robots', 'libs/robots/src/a.ts', '#push-task', index('push-task')),
  breaks('lib-pictures', 'libs/pictures/src/a.ts', '#templating', index('templating')),
  breaks('lib-authorization', 'libs/authorization/src/a.ts', '#user-binding', index('user-binding')),
  breaks('lib-templating', 'libs/templating/src/a.ts', '#authorization', index('authorization')),
  breaks('lib-user-binding', 'libs/user-binding/src/a.ts', '#push-task', index('push-task')),
  breaks('lib-records', 'libs/records/src/a.ts', '#push-dispatch', index('push-dispatch')),
  breaks('lib-erasure', 'libs/erasure/src/a.ts', '#records', index('records')),
  breaks('lib-push-task', 'libs/push-task/src/a.ts', '#push-dispatch', index('push-dispatch')),
  breaks('lib-push-dispatch', 'libs/push-dispatch/src/a.ts', '#push-module', index('push-module')),
  breaks('lib-push-module', 'libs/push-module/src/a.ts', '../../../apps/api/src/helper', 'apps/api/src/helper.ts'),
  breaks('lib-unknown', 'libs/reports/src/a.ts', '#kernel', index('kernel')),
  breaks('app-to-app', 'apps/api/src/a.ts', '../../scheduler/src/helper', 'apps/scheduler/src/helper.ts'),
  breaks('console-alone', 'apps/console/src/a.ts', '../../../libs/kernel/src/index', index('kernel')),
  breaks('stand-ins-know-kernel-only', 'apps/sandbox/src/a.ts', '#wecom', index('wecom')),
  breaks('stand-ins-know-kernel-only', 'apps/demo-host/src/a.ts', '#bi-host', index('bi-host')),
  breaks('through-index', 'libs/push-task/src/b.ts', '../../kernel/src/clock', 'libs/kernel/src/clock.ts'),
  breaks('through-index', 'apps/api/src/b.ts', '../../../libs/kernel/src/clock', 'libs/kernel/src/clock.ts'),
  breaks('through-index', 'test/e2e/b.e2e-spec.ts', '../../libs/kernel/src/clock', 'libs/kernel/src/clock.ts'),
  breaks('domain-is-pure', 'libs/records/src/domain/a.ts', '@nestjs/common', 'node_modules/@nestjs/common/index.js'),
  breaks('domain-is-pure', 'libs/records/src/domain/b.ts', '../application/service', 'libs/records/src/application/service.ts'),
  breaks('http-on-top', 'libs/records/src/application/a.ts', '../http/controller', 'libs/records/src/http/controller.ts'),
  breaks('http-by-application', 'libs/records/src/http/a.ts', '../persistence/repository', 'libs/records/src/persistence/repository.ts'),
  breaks('persistence-below', 'libs/records/src/persistence/a.ts', '../application/service', 'libs/records/src/application/service.ts'),
  breaks('sql-in-persistence-only', 'libs/records/src/application/b.ts', 'typeorm', 'node_modules/typeorm/index.js'),
  breaks('sql-in-persistence-only', 'apps/scheduler/src/b.ts', 'pg', 'node_modules/pg/index.js'),
  breaks('testing-stays-in-tests', 'apps/api/src/c.ts', '#wecom/testing', 'libs/wecom/src/testing/index.ts'),
  breaks('production-packages-only', 'apps/api/src/d.ts', 'only-for-tests', 'node_modules/only-for-tests/index.js'),
  breaks('declared-packages-only', 'libs/records/src/d.ts', 'never-declared', 'node_modules/never-declared/index.js'),
  breaks('found', 'libs/records/src/e.ts', './not-there', './not-there'),
  breaks('no-cycles', 'libs/records/src/ring-one.ts', './ring-two', 'libs/records/src/ring-two.ts'),
];

// What the house allows, some of it near to what it forbids.
const ALLOWED: [from: string, imports: string][] = [
  ['libs/push-task/src/application/tasks.service.ts', '../persistence/tasks.repository'],
  ['libs/push-task/src/application/tasks.service.ts', '../ports/port'],
  ['libs/push-task/src/application/tasks.service.ts', '#templating'],
  ['libs/push-task/src/application/tasks.service.spec.ts', '#wecom/testing'],
  ['libs/push-task/src/http/tasks.controller.ts', '../application/tasks.service'],
  ['libs/push-task/src/persistence/tasks.repository.ts', 'typeorm'],
  ['libs/push-task/src/persistence/tasks.repository.ts', '../domain/task'],
  ['libs/push-task/src/domain/task.ts', '#kernel'],
  ['libs/push-module/src/index.ts', '#push-dispatch'],
  ['libs/kernel/src/database/data-source.ts', 'typeorm'],
  ['apps/api/src/main.ts', '#push-module'],
  ['apps/sandbox/src/main.ts', '#kernel'],
  ['apps/sandbox/src/main.ts', 'only-for-tests'],
  ['test/e2e/push.e2e-spec.ts', '#wecom/testing'],
  ['test/e2e/push.e2e-spec.ts', 'only-for-tests'],
];

const LIBS = ['kernel', 'bi-host', 'wecom', 'alarms', 'pictures', 'authorization', 'templating', 'user-binding', 'records', 'robots', 'push-task', 'push-dispatch', 'push-module'];
const EMPTY = [
  ...LIBS.filter((lib) => lib !== 'push-module').map(index),
  'libs/wecom/src/testing/index.ts',
  'libs/kernel/src/clock.ts',
  'libs/records/src/application/service.ts',
  'libs/records/src/http/controller.ts',
  'libs/records/src/persistence/repository.ts',
  'libs/push-task/src/ports/port.ts',
  'apps/api/src/helper.ts',
  'apps/scheduler/src/helper.ts',
];
const PACKAGES = { dependencies: ['@nestjs/common', 'typeorm', 'pg'], devDependencies: ['only-for-tests'], none: ['never-declared'] };

/** A small house of its own with the real rules, so that what the real one holds today decides nothing here. */
function buildHouse(): string {
  const house = realpathSync(mkdtempSync(join(tmpdir(), 'import-rules-')));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text, { flag: 'a' });
  };
  for (const file of [CONFIG, 'tsconfig.json']) copyFileSync(join(ROOT, file), join(house, file));
  const versions = (names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  const { imports } = jest.requireActual<{ imports: object }>('../../package.json');
  write('package.json', JSON.stringify({ name: 'house', imports, dependencies: versions(PACKAGES.dependencies), devDependencies: versions(PACKAGES.devDependencies) }));
  for (const name of Object.values(PACKAGES).flat()) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'module.exports = {};');
  }
  // The rules are read by dependency-cruiser, which needs TypeScript beside the files it reads.
  symlinkSync(join(ROOT, 'node_modules/typescript'), join(house, 'node_modules/typescript'));
  for (const file of EMPTY) write(file, 'export const here = true;\n');
  for (const { from, imports: target } of CASES) write(from, `import * as x from '${target}';\nexport const y = x;\n`);
  write('libs/records/src/ring-two.ts', `import * as x from './ring-one';\nexport const y = x;\n`);
  write('libs/records/src/parent.ts', `import { y } from './child';\nexport const z = y;\n`);
  write('libs/records/src/child.ts', `import type { z } from './parent';\nexport const y: typeof z | undefined = undefined;\n`);
  ALLOWED.forEach(([from, target], number) => write(from, `import * as x${number} from '${target}';\nexport const y${number} = x${number};\n`));
  return house;
}

describe('import rules', () => {
  let house: string;
  let summary: Report['summary'];
  beforeAll(() => {
    house = buildHouse();
    summary = cruise(house, ['apps', 'libs', 'test']);
  }, 30_000);
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  it.each(CASES)('$rule: $from may not import $imports', ({ rule, from, to }) => {
    expect(summary.violations.map((found) => [found.rule.name, found.from, found.to])).toContainEqual([rule, from, to]);
  });

  it('lets through what the house allows', () => {
    const allowed = new Set([...ALLOWED.map(([from]) => from), 'libs/records/src/parent.ts', 'libs/records/src/child.ts']);
    expect(summary.violations.filter(({ from }) => allowed.has(from))).toEqual([]);
  });

  it('proves every rule that there is', () => {
    const proved = new Set(CASES.map(({ rule }) => rule));
    expect(summary.ruleSetUsed.forbidden.map(({ name }) => name).filter((name) => !proved.has(name))).toEqual([]);
  });

  it('holds in this tree', () => {
    const found = cruise(ROOT, ['apps', 'libs', 'test']).violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
    expect(found).toEqual([]);
  }, 60_000);
});
