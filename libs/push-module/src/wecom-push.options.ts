import type { ModuleMetadata, Type } from '@nestjs/common';
import type { ProviderSettings } from '#authorization';
import type { ContentSource, HostAccess, HostNotices, UserDirectory } from '#bi-host';
import type { Language } from '#kernel';
import type { PicturesOptions } from '#pictures';
import type { PushDispatchOptions } from '#push-dispatch';
import type { PushTaskOptions } from '#push-task';
import type { RecordsOptions } from '#records';
import type { UserBindingOptions } from '#user-binding';
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
  /**
   * Address at which WeCom and browsers reach `/push` from outside, such as `https://push.example.com`; without it there are no callbacks and links,
   * opens cannot be counted, and people cannot bind themselves.
   */
  publicUrl?: string;
  /** Set where this system serves other corps as a WeCom provider: then corps may authorize its apps by a link. */
  provider?: ProviderSettings;
  /** Limits of binding many at once, and where people sign in to bind themselves. */
  binding?: Omit<UserBindingOptions, 'workers' | 'publicUrl'>;
  /** Limits of tasks. */
  tasks?: Omit<PushTaskOptions, 'opensCounted' | 'alarmLanguage' | 'screenshots'>;
  /** Threads that make pictures and files, how many may wait for them, and what is kept. */
  pictures?: PicturesOptions;
  /** How long links that count opens lead to the page. */
  records?: Pick<RecordsOptions, 'linkDays'>;
  /** Language of alarms for administrators and deputies, who have none of their own here; default `zh-CN`. Owners are told in the language of their task. */
  alarmLanguage?: Language;
  /** Planning and sending in this process; by default it does both. Any number of processes may. */
  dispatch?: Partial<Omit<PushDispatchOptions, 'databaseUrl' | 'publicUrl' | 'alarmLanguage'>>;
}

/** What the BI host gives: three classes, built by dependency injection with the host's own services. */
export interface HostPorts {
  userDirectory: Type<UserDirectory>;
  contentSource: Type<ContentSource>;
  access: Type<HostAccess>;
  /** A channel to the host's people; without it nobody can be asked to bind himself. */
  notices?: Type<HostNotices>;
  /** Modules that export what those inject. */
  imports?: ModuleMetadata['imports'];
}

/** What must be known before options are read. */
export interface WecomPushExtras {
  host?: HostPorts;
  /** Whether this process serves the REST endpoints under `/push`; default true. */
  http?: boolean;
}
