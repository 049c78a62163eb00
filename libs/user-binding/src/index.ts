export { UserBindingModule } from './user-binding.module';
export { RecipientResolver, type Recipient } from './application/recipient-resolver';
export type { UserBindingOptions } from './user-binding.options';
export { BindingStateService } from './application/binding-state.service';
export { BatchNotFoundError, BatchNotLastError, BatchOutdatedError, BatchStateError, BatchUnderWayError } from './domain/batch.errors';
export { SelfBindingUnavailableError } from './domain/self-binding.errors';
export { AccountAlreadyBoundError, BindingNotFoundError, HostUserNotFoundError, WecomAccountNotFoundError } from './domain/binding.errors';
export type { BindingState } from './domain/binding';
export { USER_BINDING_MIGRATIONS } from './persistence/migrations';
