import { Body, Controller, Get, HttpCode, Post, Query, UseGuards, UsePipes } from '@nestjs/common';
import { pushValidationPipe } from '#kernel';
import { SignInService } from '../people/sign-in.service';
import type { Tenant } from '../people/tenant';
import { filterPeople, toHostUser } from '../people/user-list';
import type { HostUnit, HostUser, Paged, SignedInUser } from './contract.types';
import { pageOf } from './paging';
import { SignInDto, UserListQueryDto, UserLookupDto } from './requests.dto';
import { CurrentTenant, SignedTenantGuard } from './signed-tenant.guard';

@Controller('bi/v1')
@UseGuards(SignedTenantGuard)
@UsePipes(pushValidationPipe)
export class UsersController {
  constructor(private readonly signIns: SignInService) {}

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

  @Post('sign-in')
  @HttpCode(200)
  signIn(@CurrentTenant() tenant: Tenant, @Body() { account, password }: SignInDto): Promise<SignedInUser> {
    return this.signIns.signIn(tenant, account, password);
  }
}
