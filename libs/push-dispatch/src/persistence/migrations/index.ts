import type { MigrationClass } from '#kernel';
import { CreateTaskMemory1796040000000 } from './1796040000000-create-task-memory';
import { CreatePushMedia1796070000000 } from './1796070000000-create-push-media';
import { CreateSendBlock1796080000003 } from './1796080000003-create-send-block';
import { KeepMediaFiles1796120000001 } from './1796120000001-keep-media-files';
import { CreateAppPace1796240000000 } from './1796240000000-create-app-pace';
import { KeepPeopleOfAdmissionsAsNumbers1796240000001 } from './1796240000001-keep-people-of-admissions-as-numbers';
import { RememberByRun1796320000000 } from './1796320000000-remember-by-run';
import { SlowAppsThatCallTooMuchAtOnce1796340000000 } from './1796340000000-slow-apps-that-call-too-much-at-once';
import { KeepPicturesOfAddresses1796400000000 } from './1796400000000-keep-pictures-of-addresses';
import { RememberFigures1796600000000 } from './1796600000000-remember-figures';

export const PUSH_DISPATCH_MIGRATIONS: readonly MigrationClass[] = [
  CreateTaskMemory1796040000000, CreatePushMedia1796070000000, CreateSendBlock1796080000003, KeepMediaFiles1796120000001,
  CreateAppPace1796240000000, KeepPeopleOfAdmissionsAsNumbers1796240000001, RememberByRun1796320000000,
  SlowAppsThatCallTooMuchAtOnce1796340000000, KeepPicturesOfAddresses1796400000000, RememberFigures1796600000000,
];
