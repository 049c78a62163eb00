import type { MigrationClass } from '#kernel';
import { CreatePushAuthorization1795400100000 } from './1795400100000-create-push-authorization';

export const AUTHORIZATION_MIGRATIONS: readonly MigrationClass[] = [CreatePushAuthorization1795400100000];
