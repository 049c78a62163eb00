const SECRET_NAME = /secret|token|password|key$/i;
const MASK = '***';

/**
 * What the audit log may keep of a value: as JSON holds it, with `***` for everything under a name that speaks of a secret
 * (`…secret…`, `…token…`, `…password…`, `…key`). Null and booleans stay: that there is none, or one, is no secret.
 */
export function maskSecrets(value: unknown): unknown {
  if (value === undefined) return undefined;
  return masked(JSON.parse(JSON.stringify(value)));
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, SECRET_NAME.test(name) && isTelling(inner) ? MASK : masked(inner)]));
}

const isTelling = (value: unknown): boolean => value !== null && typeof value !== 'boolean';
