import type { MigrationClass } from '#kernel';
import { CreatePushAudit1795701000000 } from './1795701000000-create-push-audit';
import { CreatePushApiKey1795701100000 } from './1795701100000-create-push-api-key';
import { LetPersonsBeErased1796230100000 } from './1796230100000-let-persons-be-erased';
import { EraseListsAtOnce1796230400000 } from './1796230400000-erase-lists-at-once';

export const BI_HOST_MIGRATIONS: readonly MigrationClass[] = [CreatePushAudit1795701000000, CreatePushApiKey1795701100000, LetPersonsBeErased1796230100000, EraseListsAtOnce1796230400000];
