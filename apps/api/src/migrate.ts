import 'reflect-metadata';
import { Expose } from 'class-transformer';
import { IsUrl } from 'class-validator';
import { ConfigError, loadConfig } from '#kernel';
import { migrateDatabase } from '#push-module';

class MigrateConfig {
  @Expose() @IsUrl({ protocols: ['postgres', 'postgresql'], require_protocol: true, require_tld: false }) DATABASE_URL: string;
}

async function main(): Promise<void> {
  const { DATABASE_URL } = loadConfig(MigrateConfig, process.env);
  const done = await migrateDatabase(DATABASE_URL);
  process.stdout.write(done.length === 0 ? 'migrate: everything is up to date\n' : `migrate: ran ${done.join(', ')}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`migrate: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof ConfigError ? ConfigError.EXIT_CODE : 1;
});
