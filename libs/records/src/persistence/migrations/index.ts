import type { MigrationClass } from '#kernel';
import { CreatePushRecords1795400000000 } from './1795400000000-create-push-records';
import { NameChannelOfCalls1796080000001 } from './1796080000001-name-channel-of-calls';
import { ShapeRecordsForBursts1796080000002 } from './1796080000002-shape-records-for-bursts';
import { CountOpens1796120000000 } from './1796120000000-count-opens';
import { TellRobotsFromPeople1796140000002 } from './1796140000002-tell-robots-from-people';
import { StartRunsByRequest1796150000000 } from './1796150000000-start-runs-by-request';
import { FindRunsBySeries1796170000000 } from './1796170000000-find-runs-by-series';
import { KeepStatistics1796170000001 } from './1796170000001-keep-statistics';
import { AppendToEndedRuns1796210000000 } from './1796210000000-append-to-ended-runs';
import { SumPeopleWhoOpened1796220000000 } from './1796220000000-sum-people-who-opened';
import { KeepRecordsForMonths1796230000000 } from './1796230000000-keep-records-for-months';
import { LetPersonsBeErasedFromRecords1796230200000 } from './1796230200000-let-persons-be-erased-from-records';
import { FindRunsBeingSent1796240000002 } from './1796240000002-find-runs-being-sent';
import { PutTenantIntoLinkKey1796310000000 } from './1796310000000-put-tenant-into-link-key';
import { FindRunsByRareTriggers1796310000003 } from './1796310000003-find-runs-by-rare-triggers';
import { ReadRunsOfPersonsFromKey1796310000004 } from './1796310000004-read-runs-of-persons-from-key';
import { KeepEndsOfRunsAfterWriting1796320000001 } from './1796320000001-keep-ends-of-runs-after-writing';
import { KeepContentsAsTheyWereMade1796320000002 } from './1796320000002-keep-contents-as-they-were-made';
import { NotePreparations1796500000001 } from './1796500000001-note-preparations';

export const RECORDS_MIGRATIONS: readonly MigrationClass[] = [
  CreatePushRecords1795400000000,
  NameChannelOfCalls1796080000001,
  ShapeRecordsForBursts1796080000002,
  CountOpens1796120000000,
  TellRobotsFromPeople1796140000002,
  StartRunsByRequest1796150000000,
  FindRunsBySeries1796170000000,
  KeepStatistics1796170000001,
  AppendToEndedRuns1796210000000,
  SumPeopleWhoOpened1796220000000,
  KeepRecordsForMonths1796230000000,
  LetPersonsBeErasedFromRecords1796230200000,
  FindRunsBeingSent1796240000002,
  PutTenantIntoLinkKey1796310000000,
  FindRunsByRareTriggers1796310000003,
  ReadRunsOfPersonsFromKey1796310000004,
  KeepEndsOfRunsAfterWriting1796320000001,
  KeepContentsAsTheyWereMade1796320000002,
  NotePreparations1796500000001,
];
