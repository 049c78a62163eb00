import { Get, Param, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { ErrorResponseDto, PushController } from '#kernel';
import { BrowseHostService } from '../application/browse-host.service';
import { Caller } from '../domain/caller';
import { Allow, CurrentCaller } from './access.guard';
import { HostPageDetailDto, HostPageListDto, HostProjectListDto, HostRuleListDto, PageParamsDto, ProjectParamsDto } from './dto/host-page.dto';
import { HostUnitListDto, HostUserPageDto, HostUsersQueryDto, NamedPeopleDto, NamedPeopleQueryDto } from './dto/host-user.dto';
import { PagingQueryDto } from './dto/paging';

@ApiTags('host')
@ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'HOST_UNAVAILABLE' })
@PushController('host')
export class HostController {
  constructor(private readonly host: BrowseHostService) {}

  @Get('users')
  @Allow('editor')
  @ApiOperation({ summary: 'People of the BI, to be bound or made recipients; their mail addresses and numbers are shown to administrators only' })
  @ApiOkResponse({ type: HostUserPageDto })
  users(@CurrentCaller() caller: Caller, @Query() query: HostUsersQueryDto): Promise<HostUserPageDto> {
    const { limit, cursor, ...filter } = query;
    return this.host.users(caller, filter, { limit, cursor });
  }

  @Get('people')
  @Allow('member')
  @ApiOperation({ summary: 'Names of people by id, for those who read who did something' })
  @ApiOkResponse({ type: NamedPeopleDto })
  async people(@CurrentCaller() caller: Caller, @Query() { ids }: NamedPeopleQueryDto): Promise<NamedPeopleDto> {
    return { items: await this.host.people(caller, ids) };
  }

  @Get('groups')
  @Allow('editor')
  @ApiOperation({ summary: 'Groups of the BI' })
  @ApiOkResponse({ type: HostUnitListDto })
  async groups(@CurrentCaller() caller: Caller): Promise<HostUnitListDto> {
    return { items: await this.host.groups(caller) };
  }

  @Get('departments')
  @Allow('editor')
  @ApiOperation({ summary: 'Departments of the BI' })
  @ApiOkResponse({ type: HostUnitListDto })
  async departments(@CurrentCaller() caller: Caller): Promise<HostUnitListDto> {
    return { items: await this.host.departments(caller) };
  }

  @Get('projects')
  @Allow('member')
  @ApiOperation({ summary: 'Projects of the BI in which the caller has a role' })
  @ApiOkResponse({ type: HostProjectListDto })
  async projects(@CurrentCaller() caller: Caller): Promise<HostProjectListDto> {
    return { items: await this.host.projects(caller) };
  }

  @Get('projects/:projectId/pages')
  @Allow('member')
  @ApiOperation({ summary: 'Pages of a project, published or not' })
  @ApiOkResponse({ type: HostPageListDto })
  pages(@CurrentCaller() caller: Caller, @Param() { projectId }: ProjectParamsDto, @Query() paging: PagingQueryDto): Promise<HostPageListDto> {
    const { query, limit, cursor } = paging;
    return this.host.pages(caller, projectId, query, { limit, cursor });
  }

  @Get('projects/:projectId/rules')
  @Allow('member')
  @ApiOperation({ summary: 'Queries of the BI whose results name people, for recipients from the data' })
  @ApiOkResponse({ type: HostRuleListDto })
  async rules(@CurrentCaller() caller: Caller, @Param() { projectId }: ProjectParamsDto): Promise<HostRuleListDto> {
    return { items: await this.host.rules(caller, projectId) };
  }

  @Get('projects/:projectId/pages/:pageId')
  @Allow('member')
  @ApiOperation({ summary: 'A page with its filters and charts, as far as the BI tells them' })
  @ApiOkResponse({ type: HostPageDetailDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'PAGE_NOT_AVAILABLE' })
  page(@CurrentCaller() caller: Caller, @Param() ref: PageParamsDto): Promise<HostPageDetailDto> {
    return this.host.page(caller, ref);
  }
}
