import type { MigrationClass } from '#kernel';
import { CreatePushErasure1796230300000 } from './1796230300000-create-push-erasure';

export const ERASURE_MIGRATIONS: readonly MigrationClass[] = [CreatePushErasure1796230300000];
