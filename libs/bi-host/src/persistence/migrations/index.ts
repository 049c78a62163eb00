import type { MigrationClass } from '#kernel';
import { CreatePushAudit1795701000000 } from './1795701000000-create-push-audit';

export const BI_HOST_MIGRATIONS: readonly MigrationClass[] = [CreatePushAudit1795701000000];
