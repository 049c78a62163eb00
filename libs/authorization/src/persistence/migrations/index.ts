import type { MigrationClass } from '#kernel';
import { CreatePushAuthorization1795400100000 } from './1795400100000-create-push-authorization';
import { AddAuthorizationHealth1795500100000 } from './1795500100000-add-authorization-health';
import { CreatePushWecomEvent1795600100000 } from './1795600100000-create-push-wecom-event';
import { AddSuites1795800100000 } from './1795800100000-add-suites';
import { AddAppUse1796010200000 } from './1796010200000-add-app-use';

export const AUTHORIZATION_MIGRATIONS: readonly MigrationClass[] = [
  CreatePushAuthorization1795400100000,
  AddAuthorizationHealth1795500100000,
  CreatePushWecomEvent1795600100000,
  AddSuites1795800100000,
  AddAppUse1796010200000,
];
