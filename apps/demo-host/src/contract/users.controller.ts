import { Body, Controller, Get, HttpCode, Post, Query, UseGuards, UsePipes } from '@nestjs/common';
import { pushValidationPipe } from '#kernel';
import { NoticeBox } from '../people/notice-box';
import { SignInService } from '../people/sign-in.service';
import type { Tenant } from '../people/tenant';
import { filterPeople, toHostUser } from '../people/user-list';
import type { HostUnit, HostUser, Paged, SignedInUser } from './contract.types';
import { pageOf } from './paging';
import { NoticesDto, SignInDto, UserListQueryDto, UserLookupDto } from './requests.dto';
import { CurrentTenant, SignedTenantGuard } from './signed-tenant.guard';

@Controller('bi/v1')
@UseGuards(SignedTenantGuard)
@UsePipes(pushValidationPipe)
export class UsersController {
  constructor(
    private readonly signIns: SignInService,
    private readonly box: NoticeBox,
  ) {}

  @Get('users')
  list(@CurrentTenant() tenant: Tenant, @Query() query: UserListQueryDto): Paged<HostUser> {
    const { items, nextCursor } = pageOf(filterPeople(tenant, query), ({ id }) => id, query);
    return { items: items.map(toHostUser), nextCursor };
  }

  @Post('users/lookup')
  @HttpCode(200)
  lookup(@CurrentTenant() tenant: Tenant, @Body() { ids }: UserLookupDto): { items: HostUser[] } {
    const wanted = new Set(ids);
    return { items: tenant.people.filter(({ id }) => wanted.has(id)).map(toHostUser) };
  }

  @Get('groups')
  groups(@CurrentTenant() tenant: Tenant): { items: readonly HostUnit[] } {
    return { items: tenant.groups };
  }

  @Get('departments')
  departments(@CurrentTenant() tenant: Tenant): { items: readonly HostUnit[] } {
    return { items: tenant.departments };
  }

  @Post('notices')
  @HttpCode(200)
  notify(@CurrentTenant() tenant: Tenant, @Body() { notices }: NoticesDto): { refused: { userId: string; reason: string }[] } {
    const active = new Set(tenant.people.filter((person) => person.active).map((person) => person.id));
    const refused = notices.filter(({ userId }) => !active.has(userId));
    for (const notice of notices) if (active.has(notice.userId)) this.box.put(tenant.id, notice);
    return { refused: refused.map(({ userId }) => ({ userId, reason: '此人已离职或不存在，没有收件箱' })) };
  }

  @Post('sign-in')
  @HttpCode(200)
  signIn(@CurrentTenant() tenant: Tenant, @Body() { account, password }: SignInDto): Promise<SignedInUser> {
    return this.signIns.signIn(tenant, account, password);
  }
}
