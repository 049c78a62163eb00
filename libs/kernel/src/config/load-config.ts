import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

/** Thrown at the start only; its message names every wrong variable and never a value. */
export class ConfigError extends Error {
  /** `sysexits.h` EX_CONFIG: a supervisor that knows it does not restart for nothing. */
  static readonly EXIT_CODE = 78;
}

/**
 * Reads the environment into a checked, frozen object.
 * @param schema class whose properties carry `@Expose()` and class-validator rules; property names are variable names
 * @throws ConfigError naming every wrong variable at once, without their values
 */
export function loadConfig<T extends object>(schema: new () => T, env: NodeJS.ProcessEnv): Readonly<T> {
  // An empty variable is how Compose files and shells say "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const config = plainToInstance(schema, given, { enableImplicitConversion: true, excludeExtraneousValues: true, exposeDefaultValues: true });
  const errors = validateSync(config);
  if (errors.length > 0) {
    const lines = errors.map((error) => `  ${error.property}: ${Object.values(error.constraints ?? {}).join('; ')}`);
    throw new ConfigError(`Configuration is not valid:\n${lines.join('\n')}`);
  }
  return Object.freeze(config);
}
