import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import type { PersonTraces } from '#bi-host';
import { ErasureLoop } from './application/erasure-loop';
import { ErasureWorker } from './application/erasure-worker';
import { Erasures } from './application/erasures.service';
import { PERSON_AREAS } from './application/person-areas';
import { ERASURE_OPTIONS, type ErasureOptions } from './erasure.options';
import { ErasureController } from './http/erasure.controller';
import { DeedTraces } from './persistence/deed-traces';
import { ErasureRepository } from './persistence/erasure.repository';

export interface ErasureModuleOptions {
  /** Whether the REST endpoints are served by this process. */
  http: boolean;
  /** What all libs keep of people: first what leads to new data, last what others are told by. */
  areas: readonly Type<PersonTraces>[];
  imports: NonNullable<DynamicModule['imports']>;
  inject: unknown[];
  useFactory: (...dependencies: never[]) => ErasureOptions;
}

/** Erasing a person. Needs the data source of the product and global `Clock`, `PushDatabase`, `AuditTrail`, `UserDirectory` and `HostAccess`. */
@Module({})
export class ErasureModule {
  static register({ http, areas, imports, inject, useFactory }: ErasureModuleOptions): DynamicModule {
    const all = [...areas, DeedTraces];
    return {
      module: ErasureModule,
      imports,
      controllers: http ? [ErasureController] : [],
      providers: [
        { provide: ERASURE_OPTIONS, inject, useFactory } as Provider,
        ...all,
        { provide: PERSON_AREAS, inject: all, useFactory: (...given: PersonTraces[]) => given },
        ErasureRepository,
        Erasures,
        ErasureWorker,
        ErasureLoop,
      ],
      exports: [ErasureWorker],
    };
  }
}
