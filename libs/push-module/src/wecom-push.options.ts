import type { ModuleMetadata, Type } from '@nestjs/common';
import type { ContentSource, HostAccess, UserDirectory } from '#bi-host';
import type { PushDispatchOptions } from '#push-dispatch';
import type { WecomOptions } from '#wecom';

export const WECOM_PUSH_OPTIONS = Symbol('WECOM_PUSH_OPTIONS');

/** Settings of the product inside one process. */
export interface WecomPushOptions {
  /** PostgreSQL 15 or newer; our tables live in schemas of their own there. Run `migrateDatabase` first. */
  databaseUrl: string;
  /** Connections of this process for our tables; default 10. */
  databasePoolSize?: number;
  /** Keys that secrets are stored under: `id:base64` of 32 bytes each, comma separated, the sealing one first. */
  secretKeys: string;
  wecom: WecomOptions;
  /** Planning and sending in this process; by default it does both. Any number of processes may. */
  dispatch?: Partial<Omit<PushDispatchOptions, 'databaseUrl'>>;
}

/** What the BI host gives: three classes, built by dependency injection with the host's own services. */
export interface HostPorts {
  userDirectory: Type<UserDirectory>;
  contentSource: Type<ContentSource>;
  access: Type<HostAccess>;
  /** Modules that export what those three inject. */
  imports?: ModuleMetadata['imports'];
}

/** What must be known before options are read. */
export interface WecomPushExtras {
  host?: HostPorts;
  /** Whether this process serves the REST endpoints under `/push`; default true. */
  http?: boolean;
}
