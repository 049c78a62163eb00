import { Get, Header, Param, ParseUUIDPipe, Query, StreamableFile } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags, ApiTooManyRequestsResponse } from '@nestjs/swagger';
import { create as dispositionOf } from 'content-disposition';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { MAX_EXPORT_ROWS, RecordExport, type ExportedFile, type ExportFormat } from '../application/record-export.service';
import { ExportDeliveriesQueryDto, ExportRecordsQueryDto } from './dto/export.dto';
import { queryOf } from './record-view';

const TYPES: Record<ExportFormat, string> = { csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
const MOST = `At most ${MAX_EXPORT_ROWS.toLocaleString('en-US')} rows; a last row says when there are more. Made while it is read: a file that breaks off was not made wholly.`;
const FILE = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('push records')
@PushController('records')
@Allow('member')
export class RecordExportController {
  constructor(private readonly exporting: RecordExport) {}

  @Get('export')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The list of push records, by the same filters, as a file', description: MOST })
  @ApiProduces(...Object.values(TYPES))
  @ApiOkResponse(FILE)
  @ApiTooManyRequestsResponse({ type: ErrorResponseDto, description: 'TOO_MANY_AT_ONCE' })
  async list(@CurrentCaller() caller: Caller, @Query() { format, language, zone, ...filter }: ExportRecordsQueryDto): Promise<StreamableFile> {
    return answer(await this.exporting.ofList(caller, queryOf(filter), { format, language, zone }), format, 'push-records');
  }

  @Get(':id/deliveries/export')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What became of a push for each person, as a file', description: MOST })
  @ApiProduces(...Object.values(TYPES))
  @ApiOkResponse(FILE)
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'PUSH_RECORD_NOT_FOUND' })
  @ApiTooManyRequestsResponse({ type: ErrorResponseDto, description: 'TOO_MANY_AT_ONCE' })
  async deliveries(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { format, language, zone, ...filter }: ExportDeliveriesQueryDto,
  ): Promise<StreamableFile> {
    return answer(await this.exporting.ofPeople(caller, id, filter, { format, language, zone }), format, 'push-recipients');
  }
}

/** @param fallback name for programs that know no other characters than ASCII */
function answer({ stream, name }: ExportedFile, format: ExportFormat, fallback: string): StreamableFile {
  return new StreamableFile(stream, { type: `${TYPES[format]}${format === 'csv' ? '; charset=utf-8' : ''}`, disposition: dispositionOf(name, { fallback: `${fallback}.${format}` }) });
}
