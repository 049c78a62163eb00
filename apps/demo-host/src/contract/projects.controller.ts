import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards, UsePipes } from '@nestjs/common';
import { pushValidationPipe } from '#kernel';
import { ContentService } from '../content/content.service';
import type { Tenant } from '../people/tenant';
import type { HostPage, HostPageDetail, HostProject, Paged, PageSnapshot, ViewerGroups } from './contract.types';
import { pageOf } from './paging';
import { PageListQueryDto, SnapshotDto, ViewerGroupsDto } from './requests.dto';
import { CurrentTenant, SignedTenantGuard } from './signed-tenant.guard';

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

@Controller('bi/v1/projects')
@UseGuards(SignedTenantGuard)
@UsePipes(pushValidationPipe)
export class ProjectsController {
  constructor(private readonly content: ContentService) {}

  @Get()
  projects(@CurrentTenant() tenant: Tenant): { items: HostProject[] } {
    return { items: tenant.projects.map(({ id, name }) => ({ id, name: name.zh })) };
  }

  @Get(':projectId/pages')
  pages(@CurrentTenant() tenant: Tenant, @Param('projectId') projectId: string, @Query() request: PageListQueryDto): Paged<HostPage> {
    const query = fold(request.query?.trim() ?? '');
    const placed = this.content.pagesOf(tenant, projectId).map((page, place) => ({ page, key: String(place).padStart(6, '0') }));
    const wanted = placed.filter(({ page: { title } }) => fold(title.zh).includes(query) || fold(title.en).includes(query));
    const { items, nextCursor } = pageOf(wanted, ({ key }) => key, request);
    return { items: items.map(({ page }) => this.content.toHostPage(projectId, page)), nextCursor };
  }

  @Get(':projectId/pages/:pageId')
  page(@CurrentTenant() tenant: Tenant, @Param('projectId') projectId: string, @Param('pageId') pageId: string): HostPageDetail {
    return this.content.detailOf(this.content.find(tenant, projectId, pageId));
  }

  @Post(':projectId/pages/:pageId/viewer-groups')
  @HttpCode(200)
  viewerGroups(
    @CurrentTenant() tenant: Tenant,
    @Param('projectId') projectId: string,
    @Param('pageId') pageId: string,
    @Body() { viewerIds, filters }: ViewerGroupsDto,
  ): ViewerGroups {
    return this.content.groupViewers(tenant, projectId, pageId, viewerIds, filters);
  }

  @Post(':projectId/pages/:pageId/snapshot')
  @HttpCode(200)
  snapshot(
    @CurrentTenant() tenant: Tenant,
    @Param('projectId') projectId: string,
    @Param('pageId') pageId: string,
    @Body() { viewerId, language, filters }: SnapshotDto,
  ): Promise<PageSnapshot> {
    return this.content.snapshotFor(tenant, { projectId, pageId, viewerId, language, filters });
  }
}
