export { UserBindingModule } from './user-binding.module';
export { RecipientResolver, type Recipient } from './application/recipient-resolver';
export { BindingStateService } from './application/binding-state.service';
export { AccountAlreadyBoundError, BindingNotFoundError, HostUserNotFoundError, WecomAccountNotFoundError } from './domain/binding.errors';
export type { BindingState } from './domain/binding';
export { USER_BINDING_MIGRATIONS } from './persistence/migrations';
