import { Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { RecordsService } from '../application/records.service';
import { ListRecordEventsQueryDto, RecordEventListResponseDto } from './dto/record-event.dto';
import { DeliveryListResponseDto, ListDeliveriesQueryDto, RecordDetailResponseDto, RecordListResponseDto } from './dto/record.dto';
import { ListRecordsQueryDto, RecordCountResponseDto, RecordFilterQueryDto } from './dto/record-filter.dto';
import { deliveryView, eventView, queryOf, recordDetailView, recordView } from './record-view';

@ApiTags('push records')
@PushController('records')
@Allow('member')
export class RecordController {
  constructor(private readonly records: RecordsService) {}

  @Get()
  @ApiOperation({ summary: 'Push records, newest first, by project, state, words of the title, task, page, channel, corp, person, trigger and time' })
  @ApiOkResponse({ type: RecordListResponseDto })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListRecordsQueryDto): Promise<RecordListResponseDto> {
    const page = await this.records.list(caller, { ...queryOf(query), cursor: query.cursor, limit: query.limit });
    return { items: page.items.map(recordView), nextCursor: page.nextCursor };
  }

  @Get('count')
  @ApiOperation({ summary: 'How many push records there are, exact up to 1,000' })
  @ApiOkResponse({ type: RecordCountResponseDto })
  async count(@CurrentCaller() caller: Caller, @Query() query: RecordFilterQueryDto): Promise<RecordCountResponseDto> {
    return this.records.count(caller, queryOf(query));
  }

  @Get(':id')
  @ApiOperation({ summary: 'One push record with the content that was sent' })
  @ApiOkResponse({ type: RecordDetailResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async get(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<RecordDetailResponseDto> {
    return recordDetailView(await this.records.get(caller, id));
  }

  @Get(':id/deliveries')
  @ApiOperation({ summary: 'What became of a push for each person' })
  @ApiOkResponse({ type: DeliveryListResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async deliveries(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ListDeliveriesQueryDto,
  ): Promise<DeliveryListResponseDto> {
    const page = await this.records.deliveries(caller, id, query);
    return { items: page.items.map(deliveryView), nextCursor: page.nextCursor };
  }

  @Get(':id/events')
  @ApiOperation({ summary: 'What happened to a push record after its end: replays and recalls, in the order in which it happened' })
  @ApiOkResponse({ type: RecordEventListResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async events(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ListRecordEventsQueryDto,
  ): Promise<RecordEventListResponseDto> {
    const page = await this.records.events(caller, id, query);
    return { items: page.items.map(eventView), nextCursor: page.nextCursor };
  }
}
