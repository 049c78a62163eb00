import { Body, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { decodeCursor, encodeCursor, ErrorResponseDto, PushController } from '#kernel';
import { ReplaysService } from '../application/replay/replays.service';
import { ListReplayPeopleQueryDto, ReplayPeopleResponseDto, ReplayPreviewResponseDto, ReplayQueryDto, ReplayRequestDto } from './dto/replay.dto';
import { StartedRunResponseDto } from './dto/run.dto';
import { previewView, replayPersonView } from './replay-view';

@ApiTags('push records')
@PushController('records')
@Allow('member')
export class ReplayController {
  constructor(private readonly replays: ReplaysService) {}

  @Get(':id/replay')
  @ApiOperation({ summary: 'How many people a replay would reach now, and whether it is possible' })
  @ApiOkResponse({ type: ReplayPreviewResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'RECORD_UNDER_WAY: the record has not ended.' })
  async preview(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Query() query: ReplayQueryDto): Promise<ReplayPreviewResponseDto> {
    return previewView(await this.replays.preview(caller, id, query));
  }

  @Get(':id/replay/people')
  @ApiOperation({ summary: 'Whom of a record a replay would reach now, whom not, and why' })
  @ApiOkResponse({ type: ReplayPeopleResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'As for POST, but for NOBODY_TO_REPLAY and REPLAY_UNDER_WAY.' })
  async people(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Query() { cursor, limit, ...query }: ListReplayPeopleQueryDto): Promise<ReplayPeopleResponseDto> {
    const page = await this.replays.people(caller, id, query, cursor === undefined ? undefined : decodeCursor(cursor, 1)[0], limit);
    return { items: page.people.map(replayPersonView), nextCursor: page.next === undefined ? undefined : encodeCursor([page.next]) };
  }

  @Post(':id/replay')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send the stored content of an ended record once more, to those of its people whom it did not reach' })
  @ApiBody({ type: ReplayRequestDto, required: false })
  @ApiAcceptedResponse({ type: StartedRunResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({
    type: ErrorResponseDto,
    description: 'RECORD_UNDER_WAY: it has not ended. REPLAY_UNDER_WAY: `details.recordId` is another replay. NOBODY_TO_REPLAY. REPLAY_CONTENT_MISSING. AUTHORIZATION_NOT_USABLE. PAGE_NOT_AVAILABLE: nobody may see the page now.',
  })
  async start(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Body() { requestId, ...body }: ReplayRequestDto): Promise<StartedRunResponseDto> {
    return { recordId: await this.replays.start(caller, id, body, requestId) };
  }
}
