import type { ListedUser } from '../application/user-list.service';
import type { FoundAccount } from '../application/wecom-accounts.service';
import type { Binding } from '../domain/binding';
import type { BindingResponseDto, ListedUserResponseDto, WecomAccountResponseDto } from './dto/user-binding.dto';

export function bindingView({ hostUserId, hostUserName, wecomUserId, wecomName, state, boundBy, boundAt }: Binding): BindingResponseDto {
  return { hostUserId, hostUserName, wecomUserId, wecomName, state, boundBy, boundAt };
}

export function listedUserView({ user, binding }: ListedUser): ListedUserResponseDto {
  const { id, name, account, active, departmentIds, groupIds } = user;
  return { hostUserId: id, name, account, active, departmentIds, groupIds, binding: binding ? bindingView(binding) : null };
}

export function wecomAccountView({ account, binding }: FoundAccount): WecomAccountResponseDto {
  return { ...account, boundTo: binding ? { hostUserId: binding.hostUserId, hostUserName: binding.hostUserName } : null };
}
