import { Body, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiCreatedResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { PreviewService } from '../application/preview.service';
import { TemplatesService } from '../application/templates.service';
import { builtInTemplate, summaryOf } from '../domain/catalog';
import { needsLink, type OwnTemplate } from '../domain/own-template';
import { channelsOf } from '../domain/template';
import {
  BuiltInTemplateDto, CheckTemplateRequestDto, CopyTemplateRequestDto, ListOwnTemplatesQueryDto, ListTemplateVersionsQueryDto, OwnTemplateDto, OwnTemplateListDto, PreviewRequestDto, PreviewResponseDto, TemplateProblemListDto, TemplateVersionListDto,
  UpdateTemplateRequestDto,
} from './dto/own-template.dto';

/** Administrators write templates, because one serves all projects; editors choose and preview. */
@ApiTags('push templates')
@PushController('templates')
@Allow('administrator')
export class OwnTemplateController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly previews: PreviewService,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Make a template by copying a built-in or another one' })
  @ApiCreatedResponse({ type: OwnTemplateDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async copy(@CurrentCaller() caller: Caller, @Body() { from, name }: CopyTemplateRequestDto): Promise<OwnTemplateDto> {
    return viewOf(await this.templates.copy(caller, from, name));
  }

  @Get('own')
  @Allow('editor')
  @ApiOperation({ summary: 'Templates of the tenant, newest first' })
  @ApiOkResponse({ type: OwnTemplateListDto })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListOwnTemplatesQueryDto): Promise<OwnTemplateListDto> {
    const page = await this.templates.list(caller.tenantId, query);
    return { items: page.items.map(viewOf), nextCursor: page.nextCursor };
  }

  @Post('preview')
  @HttpCode(200)
  @Allow('editor')
  @ApiOperation({ summary: 'What a draft would send, with the page as the caller sees it now; nothing is stored or sent' })
  @ApiOkResponse({ type: PreviewResponseDto })
  async preview(@CurrentCaller() caller: Caller, @Body() body: PreviewRequestDto): Promise<PreviewResponseDto> {
    const messages = await this.previews.preview(caller, body);
    return { messages: messages.map(({ template: { key, version }, ...message }) => ({ ...message, template: `${key}@${version}` })) };
  }

  @Post('check')
  @HttpCode(200)
  @ApiOperation({ summary: 'What saving would refuse of unsaved sources, each with its line; stores nothing' })
  @ApiOkResponse({ type: TemplateProblemListDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async check(@CurrentCaller() caller: Caller, @Body() { templateKey, sources }: CheckTemplateRequestDto): Promise<TemplateProblemListDto> {
    return { problems: await this.templates.check(caller.tenantId, templateKey, sources) };
  }

  @Get('built-in/:key')
  @Allow('editor')
  @ApiOperation({ summary: 'A template that ships with the product, with its sources' })
  @ApiOkResponse({ type: BuiltInTemplateDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  builtIn(@Param('key') key: string): BuiltInTemplateDto {
    const template = builtInTemplate(key);
    return { ...summaryOf(template), sources: template.sources };
  }

  @Get('own/:id/versions')
  @Allow('editor')
  @ApiOperation({ summary: 'Versions of a template with their sources, newest first' })
  @ApiOkResponse({ type: TemplateVersionListDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async versions(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Query() query: ListTemplateVersionsQueryDto): Promise<TemplateVersionListDto> {
    const { items, nextCursor } = await this.templates.versions(caller.tenantId, id, query);
    return { items: items.map(({ createdAt, ...version }) => ({ ...version, createdAt: createdAt.toISOString() })), nextCursor };
  }

  @Get('own/:id')
  @Allow('editor')
  @ApiOperation({ summary: 'One template of the tenant' })
  @ApiOkResponse({ type: OwnTemplateDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async get(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<OwnTemplateDto> {
    return viewOf(await this.templates.get(caller.tenantId, id));
  }

  @Put('own/:id')
  @ApiOperation({ summary: 'Rename a template, or give it new sources, which are a new version' })
  @ApiOkResponse({ type: OwnTemplateDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'TEMPLATE_CHANGED: somebody else changed it since.' })
  async update(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Body() { name, sources, version }: UpdateTemplateRequestDto): Promise<OwnTemplateDto> {
    return viewOf(await this.templates.update(caller, id, { name, sources }, version));
  }

  @Post('own/:id/archive')
  @HttpCode(200)
  @ApiOperation({ summary: 'Offer a template no more; tasks that name it go on' })
  @ApiOkResponse({ type: OwnTemplateDto })
  async archive(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<OwnTemplateDto> {
    return viewOf(await this.templates.setState(caller, id, 'archived'));
  }

  @Post('own/:id/restore')
  @HttpCode(200)
  @ApiOperation({ summary: 'Offer an archived template again' })
  @ApiOkResponse({ type: OwnTemplateDto })
  async restore(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<OwnTemplateDto> {
    return viewOf(await this.templates.setState(caller, id, 'active'));
  }
}

function viewOf({ id, name, msgtype, attachment, state, newestVersion, sources, updatedAt, version }: OwnTemplate): OwnTemplateDto {
  return { id, name, msgtype, channels: [...channelsOf(msgtype)], attachment, needsLink: needsLink(msgtype), state, newestVersion, sources, updatedAt: updatedAt.toISOString(), version };
}
