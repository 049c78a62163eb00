import { Body, Get, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { BindingBatchesService } from '../application/binding-batches.service';
import { ExportUsersService } from '../application/export-users.service';
import { batchRowView, batchView } from './binding-batch-view';
import { CSV_TYPE, readCsvBody, type CsvRequest } from './csv-body';
import {
  ApplyBatchRequestDto,
  BatchListResponseDto,
  BatchParamsDto,
  BatchRowListResponseDto,
  BindingBatchResponseDto,
  ExportQueryDto,
  ImportQueryDto,
  ListBatchesQueryDto,
  ListBatchRowsQueryDto,
  StartMatchRequestDto,
} from './dto/binding-batch.dto';

@ApiTags('bindings')
@PushController('bindings')
@Allow('administrator')
export class BindingBatchController {
  constructor(
    private readonly batches: BindingBatchesService,
    private readonly exporting: ExportUsersService,
  ) {}

  @Get('export')
  @ApiOperation({ summary: 'All users with their WeCom accounts as a CSV file, to be filled in and imported' })
  @ApiProduces(CSV_TYPE)
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_NOT_FOUND' })
  @ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'HOST_UNAVAILABLE' })
  async export(@CurrentCaller() caller: Caller, @Query() { authorizationId, language }: ExportQueryDto): Promise<StreamableFile> {
    const file = await this.exporting.export(caller.tenantId, authorizationId, language);
    return new StreamableFile(file, { type: `${CSV_TYPE}; charset=utf-8`, disposition: 'attachment; filename="wecom-bindings.csv"' });
  }

  @Post('imports')
  @ApiOperation({ summary: 'Take in a CSV file of users and accounts: a preview, nothing is bound' })
  @ApiConsumes(CSV_TYPE)
  @ApiBody({ description: 'At most 5 MB and 50,000 rows; UTF-8 or GB 18030. The columns user_id (用户ID) and wecom_user_id (企业微信账号) count, as exported.', schema: { type: 'string' } })
  @ApiCreatedResponse({ type: BindingBatchResponseDto, description: 'Still `checking`: users and accounts are looked up in the background.' })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_NOT_FOUND' })
  async import(@CurrentCaller() caller: Caller, @Query() { authorizationId, fileName }: ImportQueryDto, @Req() request: CsvRequest): Promise<BindingBatchResponseDto> {
    return batchView(await this.batches.startImport(caller, { authorizationId, fileName, file: await readCsvBody(request) }));
  }

  @Post('matches')
  @ApiOperation({ summary: 'Look up the unbound users at WeCom by e-mail and mobile: a preview, nothing is bound' })
  @ApiCreatedResponse({ type: BindingBatchResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_NOT_FOUND' })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'BINDING_BATCH_UNDER_WAY' })
  async match(@CurrentCaller() caller: Caller, @Body() { authorizationId, by, accountCap, query, groupId, departmentId }: StartMatchRequestDto): Promise<BindingBatchResponseDto> {
    return batchView(await this.batches.startMatch(caller, { authorizationId, by, accountCap, filter: { query, groupId, departmentId } }));
  }

  @Get('batches')
  @ApiOperation({ summary: 'Imports and matches, newest first' })
  @ApiOkResponse({ type: BatchListResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_NOT_FOUND' })
  async list(@CurrentCaller() caller: Caller, @Query() { authorizationId, cursor, limit }: ListBatchesQueryDto): Promise<BatchListResponseDto> {
    const page = await this.batches.list(caller.tenantId, authorizationId, { cursor, limit });
    return { items: page.items.map(batchView), nextCursor: page.nextCursor };
  }

  @Get('batches/:id')
  @ApiOperation({ summary: 'An import or match, and how far it is' })
  @ApiOkResponse({ type: BindingBatchResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'BINDING_BATCH_NOT_FOUND' })
  async get(@CurrentCaller() caller: Caller, @Param() { id }: BatchParamsDto): Promise<BindingBatchResponseDto> {
    return batchView(await this.batches.get(caller.tenantId, id));
  }

  @Get('batches/:id/rows')
  @ApiOperation({ summary: 'What applying would do, row by row' })
  @ApiOkResponse({ type: BatchRowListResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'BINDING_BATCH_NOT_FOUND' })
  async listRows(@CurrentCaller() caller: Caller, @Param() { id }: BatchParamsDto, @Query() query: ListBatchRowsQueryDto): Promise<BatchRowListResponseDto> {
    const page = await this.batches.listRows(caller.tenantId, id, query);
    return { items: page.items.map(batchRowView), nextCursor: page.nextCursor };
  }

  @Post('batches/:id/apply')
  @HttpCode(200)
  @ApiOperation({ summary: 'Bind what the good rows say, all at once' })
  @ApiOkResponse({ type: BindingBatchResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'BINDING_BATCH_NOT_FOUND' })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'BINDING_BATCH_OUTDATED: nothing was applied, refresh first; BINDING_BATCH_STATE' })
  async apply(@CurrentCaller() caller: Caller, @Param() { id }: BatchParamsDto, @Body() { rows }: ApplyBatchRequestDto): Promise<BindingBatchResponseDto> {
    return batchView(await this.batches.apply(caller, id, rows));
  }

  @Post('batches/:id/undo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put back what was before the last applied one, where nobody changed it since' })
  @ApiOkResponse({ type: BindingBatchResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'BINDING_BATCH_NOT_FOUND' })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'BINDING_BATCH_NOT_LAST; BINDING_BATCH_STATE' })
  async undo(@CurrentCaller() caller: Caller, @Param() { id }: BatchParamsDto): Promise<BindingBatchResponseDto> {
    return batchView(await this.batches.undo(caller, id));
  }

  @Post('batches/:id/refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'Compare a preview with the bindings as they are now' })
  @ApiOkResponse({ type: BindingBatchResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'BINDING_BATCH_NOT_FOUND' })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'BINDING_BATCH_STATE' })
  async refresh(@CurrentCaller() caller: Caller, @Param() { id }: BatchParamsDto): Promise<BindingBatchResponseDto> {
    return batchView(await this.batches.refresh(caller, id));
  }

  @Post('batches/:id/stop')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop the look-ups; what was found may be applied' })
  @ApiOkResponse({ type: BindingBatchResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'BINDING_BATCH_NOT_FOUND' })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'BINDING_BATCH_STATE' })
  async stop(@CurrentCaller() caller: Caller, @Param() { id }: BatchParamsDto): Promise<BindingBatchResponseDto> {
    return batchView(await this.batches.stop(caller, id));
  }

  @Post('batches/:id/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Go on with look-ups that were stopped, repeating none' })
  @ApiOkResponse({ type: BindingBatchResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'BINDING_BATCH_NOT_FOUND' })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'BINDING_BATCH_STATE; BINDING_BATCH_UNDER_WAY' })
  async resume(@CurrentCaller() caller: Caller, @Param() { id }: BatchParamsDto): Promise<BindingBatchResponseDto> {
    return batchView(await this.batches.resume(caller, id));
  }
}
