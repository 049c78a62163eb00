import { Module, type DynamicModule } from '@nestjs/common';
import { Clock, HealthModule, loggingModule, Readiness, SystemClock } from '#kernel';
import { Platform, type PlatformOptions } from './domain/platform';
import { InspectionController } from './http/inspection.controller';
import { PhoneController } from './http/phone.controller';
import type { SandboxConfig } from './sandbox.config';
import { seedOf } from './seed/seed';

/** What a test sets otherwise than main.ts. */
export interface SandboxOverrides extends Partial<Omit<PlatformOptions, 'seed'>> {}

/** The state is in memory: whoever can ask is being served. */
class SandboxReadiness extends Readiness {
  override check(): Promise<Record<string, string>> {
    return Promise.resolve({ platform: 'ok' });
  }
}

@Module({})
export class SandboxModule {
  static with(config: Readonly<SandboxConfig>, overrides: SandboxOverrides): DynamicModule {
    return {
      module: SandboxModule,
      imports: [loggingModule({ app: 'sandbox', level: config.LOG_LEVEL }), HealthModule.with(SandboxReadiness)],
      controllers: [InspectionController, PhoneController],
      providers: [
        { provide: Clock, useFactory: () => overrides.clock ?? new SystemClock() },
        { provide: Platform, inject: [Clock], useFactory: (clock: Clock) => new Platform({ ...overrides, clock, seed: seedOf(config.SEED) }) },
      ],
    };
  }
}
