import 'reflect-metadata';
import { Expose } from 'class-transformer';
import { IsUrl, Matches } from 'class-validator';
import { AUTHORIZATION_SEALED_COLUMNS, rotateSecrets } from '#authorization';
import { ConfigError, loadConfig } from '#kernel';
import { ROBOT_SEALED_COLUMNS } from '#robots';

class RotateConfig {
  @Expose() @IsUrl({ protocols: ['postgres', 'postgresql'], require_protocol: true, require_tld: false }) DATABASE_URL: string;
  @Expose() @Matches(/^[\w-]{1,32}:[A-Za-z0-9+/]{43}=(,[\w-]{1,32}:[A-Za-z0-9+/]{43}=)*$/, { message: 'SECRET_KEYS must be id:base64 of 32 bytes each, comma separated' })
  SECRET_KEYS: string;
}

async function main(): Promise<void> {
  const { DATABASE_URL, SECRET_KEYS } = loadConfig(RotateConfig, process.env);
  const counts = await rotateSecrets({ databaseUrl: DATABASE_URL, secretKeys: SECRET_KEYS }, [...AUTHORIZATION_SEALED_COLUMNS, ...ROBOT_SEALED_COLUMNS]);
  for (const { table, column, rotated, overtaken, unreadable } of counts) {
    process.stdout.write(`rotate-secrets: ${table}.${column}: ${rotated} rotated, ${overtaken} changed by others meanwhile, ${unreadable} unreadable\n`);
  }
  const unreadable = counts.reduce((sum, count) => sum + count.unreadable, 0);
  if (unreadable > 0) {
    process.stderr.write(`rotate-secrets: ${unreadable} secrets open with none of SECRET_KEYS and were left as they are; add the key they were stored under\n`);
    process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`rotate-secrets: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof ConfigError ? ConfigError.EXIT_CODE : 1;
});
