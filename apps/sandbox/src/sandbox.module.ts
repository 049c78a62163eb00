import { Module, type DynamicModule } from '@nestjs/common';
import { Clock, HealthModule, loggingModule, Readiness, SystemClock } from '#kernel';
import { HttpCallbackTransport } from './callback-transport';
import { Administration } from './domain/administration';
import { CallbackTransport } from './domain/callbacks/callback-sender';
import { CardInteraction } from './domain/card-interaction';
import { Platform, type PlatformOptions } from './domain/platform';
import { SignIn } from './domain/sign-in';
import { AppsController } from './http/apps.controller';
import { CorpsController } from './http/corps.controller';
import { FaultsController } from './http/faults.controller';
import { InspectionController } from './http/inspection.controller';
import { MediaController } from './http/media.controller';
import { PagesController } from './http/pages.controller';
import { PhoneController } from './http/phone.controller';
import { SignInController } from './http/sign-in.controller';
import { SuitesController } from './http/suites.controller';
import type { SandboxConfig } from './sandbox.config';
import { seedOf } from './seed/seed';
import { SnapshotFile } from './snapshot-file';
import { SuiteTickets } from './suite-tickets';

/** What a test sets otherwise than main.ts. */
export type SandboxOverrides = Partial<Pick<PlatformOptions, 'clock' | 'bounds' | 'journalLimit'>>;

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
      controllers: [
        InspectionController,
        PhoneController,
        CorpsController,
        AppsController,
        SuitesController,
        FaultsController,
        SignInController,
        MediaController,
        PagesController,
      ],
      providers: [
        { provide: Clock, useFactory: () => overrides.clock ?? new SystemClock() },
        { provide: CallbackTransport, useClass: HttpCallbackTransport },
        {
          provide: Platform,
          inject: [Clock, CallbackTransport],
          useFactory: (clock: Clock, transport: CallbackTransport) => new Platform({ ...overrides, clock, transport, seed: seedOf(config.SEED) }),
        },
        { provide: Administration, inject: [Platform], useFactory: (platform: Platform) => new Administration(platform) },
        { provide: CardInteraction, inject: [Platform], useFactory: (platform: Platform) => new CardInteraction(platform) },
        { provide: SignIn, inject: [Platform], useFactory: (platform: Platform) => new SignIn(platform) },
        { provide: SnapshotFile, inject: [Platform], useFactory: (platform: Platform) => new SnapshotFile(platform, config.SNAPSHOT_FILE) },
        SuiteTickets,
      ],
    };
  }
}
