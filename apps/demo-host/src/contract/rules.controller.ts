import { Controller, Get, Param, Query, UseGuards, UsePipes } from '@nestjs/common';
import { pushValidationPipe } from '#kernel';
import { RuleService } from '../content/rule.service';
import type { Tenant } from '../people/tenant';
import type { HostRule, Paged } from './contract.types';
import { pageOf } from './paging';
import { RulePeopleQueryDto } from './requests.dto';
import { CurrentTenant, SignedTenantGuard } from './signed-tenant.guard';

@Controller('bi/v1/projects/:projectId/rules')
@UseGuards(SignedTenantGuard)
@UsePipes(pushValidationPipe)
export class RulesController {
  constructor(private readonly rules: RuleService) {}

  @Get()
  list(@CurrentTenant() tenant: Tenant, @Param('projectId') projectId: string): { items: HostRule[] } {
    return { items: this.rules.rulesOf(tenant, projectId) };
  }

  @Get(':ruleId/people')
  async people(
    @CurrentTenant() tenant: Tenant,
    @Param('projectId') projectId: string,
    @Param('ruleId') ruleId: string,
    @Query() { column, ...request }: RulePeopleQueryDto,
  ): Promise<Paged<string>> {
    return pageOf(await this.rules.peopleOf(tenant, projectId, ruleId, column), (id) => id, request);
  }
}
