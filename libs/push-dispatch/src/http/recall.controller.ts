import { Body, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { RecallsService } from '../application/recall/recalls.service';
import { AskedRecallResponseDto, RecallPreviewResponseDto, RecallQueryDto, RecallRequestDto } from './dto/recall.dto';
import { refusalView } from './refusal-view';

@ApiTags('push records')
@PushController('records')
@Allow('member')
export class RecallController {
  constructor(private readonly recalls: RecallsService) {}

  @Get(':id/recall')
  @ApiOperation({ summary: 'What taking messages of a record back would come to, for the chosen people and for others who share a message with them' })
  @ApiOkResponse({ type: RecallPreviewResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'RECORD_UNDER_WAY: the record has not ended. ROBOTS_CANNOT_RECALL.' })
  async preview(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Query() { userIds }: RecallQueryDto): Promise<RecallPreviewResponseDto> {
    const { plan, refusal } = await this.recalls.preview(caller, id, userIds);
    const { calls, people, others, until, staying } = plan;
    return { possible: refusal === undefined, refusal: refusalView(refusal), messages: calls.length, people, others, until: until?.toISOString() ?? null, staying };
  }

  @Post(':id/recall')
  @HttpCode(202)
  @ApiOperation({ summary: 'Take messages of an ended record back from people\'s phones, within 24 hours; the record, its people and its events say what WeCom made of it' })
  @ApiAcceptedResponse({ type: AskedRecallResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({
    type: ErrorResponseDto,
    description: 'RECORD_UNDER_WAY. ROBOTS_CANNOT_RECALL. RECALL_TOO_LATE: 24 hours are over. NOTHING_TO_RECALL. RECALL_REACHES_OTHERS: `details.others` would lose it too; ask with `includeOthers`.',
  })
  ask(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Body() body: RecallRequestDto): Promise<AskedRecallResponseDto> {
    return this.recalls.ask(caller, id, body);
  }
}
