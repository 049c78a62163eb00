import type { MigrationClass } from '#kernel';
import { CreatePushRecords1795400000000 } from './1795400000000-create-push-records';

export const RECORDS_MIGRATIONS: readonly MigrationClass[] = [CreatePushRecords1795400000000];
