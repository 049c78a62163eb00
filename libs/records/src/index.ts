export { RecordsModule } from './records.module';
export { pushCall, pushDelivery, pushRun, type PushCallState, type PushDeliveryState, type PushRunState, type RunTrigger } from './domain/states';
export { endStateOf, type DeliveryCounts, type PlannedRun, type PushSpec, type Reason, type Run } from './domain/run';
export { CALL_CHANNELS, type CallChannel } from './domain/prepared';
export type { CallOutcome, CallReply, CallToSend, PreparedCall, PreparedMessage, SkippedRecipient } from './domain/prepared';
export { PushRecordNotFoundError, RunUnderWayError } from './domain/records.errors';
export { RunLedger, type RunEnd } from './persistence/run-ledger';
export { DeliveryLedger } from './persistence/delivery-ledger';
export { RECORDS_MIGRATIONS } from './persistence/migrations';
