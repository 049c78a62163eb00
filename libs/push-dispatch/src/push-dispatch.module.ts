import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { AlarmAudienceService } from './application/alarms/alarm-audience.service';
import { AlarmLoop } from './application/alarms/alarm-loop';
import { AlarmSender } from './application/alarms/alarm-sender.service';
import { AlarmTeller } from './application/alarms/alarm-teller.service';
import { AppCallSender } from './application/app-call.sender';
import { AppChannel } from './application/channels/app-channel';
import { CHANNEL_OPENERS, type ChannelOpener } from './application/channels/open-channel';
import { RobotMessages } from './application/channels/robot-messages';
import { RobotsChannel } from './application/channels/robots-channel';
import { PushChannels } from './application/channels/push-channels';
import { CallSettlement } from './application/call-settlement';
import { AttachmentsService } from './application/attachments.service';
import { CALL_SENDERS, type CallSender } from './application/call-sender';
import { ComposeMessageService } from './application/compose-message.service';
import { ForecastService } from './application/forecast.service';
import { ForecastTasks } from './application/forecast-tasks.service';
import { CoverageService } from './application/coverage.service';
import { ExceptionAlarms } from './application/exception-alarms';
import { ExceptionControl } from './application/exception-control';
import { AdmissionUpkeep } from './application/limits/admission-upkeep';
import { AlarmAdmission } from './application/limits/alarm-admission.service';
import { AppAccounts } from './application/limits/app-accounts';
import { AppGate } from './application/limits/app-gate';
import { AppPlaces } from './application/limits/app-places';
import { AppQuota } from './application/limits/app-quota';
import { Backpressure } from './application/limits/backpressure';
import { CallAdmission } from './application/limits/call-admission.service';
import { LiveWorkers } from './application/limits/live-workers';
import { MemberWindows } from './application/limits/member-windows';
import { QuotaAlarms } from './application/limits/quota-alarms';
import { RunsPutOff } from './application/limits/runs-put-off';
import { WakeOnRecovery } from './application/limits/wake-on-recovery';
import { MediaRenewal } from './application/media-renewal.service';
import { MessageLinks } from './application/message-link.service';
import { NoticeAudience } from './application/notice-audience';
import { OwnerLoop } from './application/owner-loop';
import { PageContentService } from './application/page-content.service';
import { PartitionUpkeep } from './application/partition-upkeep';
import { PlanDueRunsService } from './application/plan-due-runs.service';
import { PlanningLoop } from './application/planning-loop';
import { PrepareRunService } from './application/prepare-run.service';
import { PreparedRunWriter } from './application/prepared-run.writer';
import { QueueWorkers } from './application/queue-workers';
import { RecipientsService } from './application/recipients.service';
import { RetentionLoop } from './application/retention-loop';
import { RetentionUpkeep } from './application/retention-upkeep';
import { RecordFiles } from './application/record-files.service';
import { RecallCallsService } from './application/recall/recall-calls.service';
import { RecallsService } from './application/recall/recalls.service';
import { ReplayAudience } from './application/replay/replay-audience';
import { ReplayContent } from './application/replay/replay-content';
import { ReplayDraft } from './application/replay/replay-draft.service';
import { ReplayMessages } from './application/replay/replay-messages';
import { ReplaysService } from './application/replay/replays.service';
import { RobotAlarms } from './application/robot-alarms';
import { RobotCallSender } from './application/robot-call.sender';
import { RunSettlement } from './application/run-settlement';
import { SelectedPeople } from './application/selected-people.service';
import { SendBlocks } from './application/send-blocks';
import { SendCallService } from './application/send-call.service';
import { StartRunService } from './application/start-run.service';
import { StatisticsLoop } from './application/statistics-loop';
import { TestSpec } from './application/test-spec.service';
import { TaskLife } from './application/task-life';
import { ForecastController } from './http/forecast.controller';
import { CoverageController } from './http/coverage.controller';
import { RecallController } from './http/recall.controller';
import { RecordFileController } from './http/record-file.controller';
import { ReplayController } from './http/replay.controller';
import { RunController } from './http/run.controller';
import { SendBlockRepository } from './persistence/send-block.repository';
import { TaskDayController } from './http/task-day.controller';
import { TaskStatisticsController } from './http/task-statistics.controller';
import { TaskDaysService } from './application/task-days.service';
import { AppPaceRepository } from './persistence/app-pace.repository';
import { WorkerRepository } from './persistence/worker.repository';
import { PushQueue } from './persistence/push-queue';
import { MediaFileRepository } from './persistence/media-file.repository';
import { MediaRepository } from './persistence/media.repository';
import { TaskMemory } from './persistence/task-memory';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from './push-dispatch.options';

export interface PushDispatchModuleOptions {
  /** Whether the REST endpoints are served by this process. */
  http: boolean;
  /** Modules that export what a push needs: tasks, records, templates, bindings, authorizations. */
  imports: NonNullable<DynamicModule['imports']>;
  inject: unknown[];
  useFactory: (...dependencies: never[]) => PushDispatchOptions;
}

@Module({})
export class PushDispatchModule {
  static registerAsync({ http, imports, inject, useFactory }: PushDispatchModuleOptions): DynamicModule {
    const options = { provide: PUSH_DISPATCH_OPTIONS, inject, useFactory } as Provider;
    return {
      module: PushDispatchModule,
      imports,
      controllers: http ? [CoverageController, ForecastController, TaskDayController, TaskStatisticsController, RunController, ReplayController, RecallController, RecordFileController] : [],
      providers: [
        options,
        PushQueue,
        PlanDueRunsService,
        TaskDaysService,
        TestSpec,
        StartRunService,
        RecipientsService,
        CoverageService,
        ForecastTasks,
        ForecastService,
        SelectedPeople,
        PageContentService,
        TaskMemory,
        ExceptionControl,
        ExceptionAlarms,
        NoticeAudience,
        MediaRepository,
        MediaFileRepository,
        MediaRenewal,
        AttachmentsService,
        RecordFiles,
        MessageLinks,
        AppChannel,
        RobotMessages,
        RobotsChannel,
        { provide: CHANNEL_OPENERS, inject: [AppChannel, RobotsChannel], useFactory: (...openers: ChannelOpener[]) => openers },
        PushChannels,
        ComposeMessageService,
        ReplayContent,
        ReplayAudience,
        ReplayMessages,
        ReplayDraft,
        ReplaysService,
        RecallsService,
        RecallCallsService,
        PreparedRunWriter,
        Backpressure,
        RunsPutOff,
        PrepareRunService,
        AppCallSender,
        RobotAlarms,
        RobotCallSender,
        TaskLife,
        AlarmAudienceService,
        AlarmTeller,
        AlarmSender,
        AlarmLoop,
        { provide: CALL_SENDERS, inject: [AppCallSender, RobotCallSender], useFactory: (...senders: CallSender[]) => senders },
        SendBlockRepository,
        SendBlocks,
        AppPaceRepository,
        MemberWindows,
        AppAccounts,
        QuotaAlarms,
        AppGate,
        AppQuota,
        WorkerRepository,
        LiveWorkers,
        AdmissionUpkeep,
        WakeOnRecovery,
        AppPlaces,
        AlarmAdmission,
        CallAdmission,
        CallSettlement,
        SendCallService,
        RunSettlement,
        PlanningLoop,
        OwnerLoop,
        PartitionUpkeep,
        RetentionUpkeep,
        RetentionLoop,
        StatisticsLoop,
        QueueWorkers,
      ],
      exports: [PushQueue, PlanDueRunsService, PrepareRunService, SendCallService, RecallCallsService],
    };
  }
}
