import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

/** Thrown at the start only; its message names every wrong variable and never a value. */
export class ConfigError extends Error {
  /** `sysexits.h` EX_CONFIG: a supervisor that knows it does not restart for nothing. */
  static readonly EXIT_CODE = 78;
}

/**
 * Reads the environment into a checked, frozen object.
 * @param schema class whose properties carry `@Expose()` and class-validator rules; property names are variable names.
 * A `boolean` is written `true` or `false`.
 * @throws ConfigError naming every wrong variable at once, without their values
 */
export function loadConfig<T extends object>(schema: new () => T, env: NodeJS.ProcessEnv): Readonly<T> {
  const isBoolean = (name: string): boolean => Reflect.getMetadata('design:type', schema.prototype, name) === Boolean;
  // An empty variable is how Compose files and shells say "not set".
  const given = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1].trim() !== '');
  const notBoolean = given.filter(([name, value]) => isBoolean(name) && value !== 'true' && value !== 'false').map(([name]) => name);
  // Implicit conversion alone would make every text true, `false` among them.
  const values = Object.fromEntries(given.map(([name, value]) => [name, isBoolean(name) ? value === 'true' : value]));
  const config = plainToInstance(schema, values, { enableImplicitConversion: true, excludeExtraneousValues: true, exposeDefaultValues: true });
  const errors = validateSync(config).filter((error) => !notBoolean.includes(error.property));
  if (errors.length + notBoolean.length > 0) {
    const lines = [
      ...notBoolean.map((name) => `  ${name}: must be true or false`),
      ...errors.map((error) => `  ${error.property}: ${Object.values(error.constraints ?? {}).join('; ')}`),
    ];
    throw new ConfigError(`Configuration is not valid:\n${lines.join('\n')}`);
  }
  return Object.freeze(config);
}
