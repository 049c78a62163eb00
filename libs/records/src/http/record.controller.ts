import { Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { RecordsService } from '../application/records.service';
import { DeliveryListResponseDto, ListDeliveriesQueryDto, ListRecordsQueryDto, RecordDetailResponseDto, RecordListResponseDto } from './dto/record.dto';
import { deliveryView, recordDetailView, recordView } from './record-view';

@ApiTags('push records')
@PushController('records')
@Allow('member')
export class RecordController {
  constructor(private readonly records: RecordsService) {}

  @Get()
  @ApiOperation({ summary: 'Push records, newest first, by project, state and words of the title' })
  @ApiOkResponse({ type: RecordListResponseDto })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListRecordsQueryDto): Promise<RecordListResponseDto> {
    const { state, ...rest } = query;
    const page = await this.records.list(caller, { ...rest, states: state });
    return { items: page.items.map(recordView), nextCursor: page.nextCursor };
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
}
