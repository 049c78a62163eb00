import type { MigrationClass } from '#kernel';
import { CreatePushBinding1795400200000 } from './1795400200000-create-push-binding';
import { CreatePushBindingBatch1795700200000 } from './1795700200000-create-push-binding-batch';
import { CreatePushSelfBinding1795700300000 } from './1795700300000-create-push-self-binding';
import { AddBindingDrift1796010000000 } from './1796010000000-add-binding-drift';
import { CreatePushBindAsk1796160000000 } from './1796160000000-create-push-bind-ask';
import { PutTenantIntoKeysOfLinks1796310000001 } from './1796310000001-put-tenant-into-keys-of-links';

export const USER_BINDING_MIGRATIONS: readonly MigrationClass[] = [
  CreatePushBinding1795400200000,
  CreatePushBindingBatch1795700200000,
  CreatePushSelfBinding1795700300000,
  AddBindingDrift1796010000000,
  CreatePushBindAsk1796160000000,
  PutTenantIntoKeysOfLinks1796310000001,
];
