import { Body, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConflictResponse, ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { definitionOf } from '#push-task';
import { StartRunService } from '../application/start-run.service';
import { RunTaskRequestDto, StartedRunResponseDto, TestDraftRequestDto } from './dto/run.dto';

@ApiTags('push tasks')
@PushController('tasks')
@Allow('member')
export class RunController {
  constructor(private readonly runs: StartRunService) {}

  @Post(':id/run')
  @HttpCode(202)
  @ApiOperation({ summary: 'Push now, to all people of the task or to chosen ones' })
  @ApiBody({ type: RunTaskRequestDto, required: false })
  @ApiAcceptedResponse({ type: StartedRunResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'RUN_UNDER_WAY: an earlier run by schedule or by hand has not ended; `details.recordId` names it.' })
  async run(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Body() body: RunTaskRequestDto): Promise<StartedRunResponseDto> {
    return { recordId: await this.runs.runNow(caller, id, body) };
  }

  @Post(':id/test')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a test to the owner of the task only' })
  @ApiAcceptedResponse({ type: StartedRunResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'TEST_NOT_POSSIBLE: a task through robots whose owner is bound in no app, or whose template is for groups only.' })
  async test(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<StartedRunResponseDto> {
    return { recordId: await this.runs.test(caller, id) };
  }

  @Post('test')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a draft that is not saved to its owner only, marked as a test' })
  @ApiAcceptedResponse({ type: StartedRunResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'TEST_NOT_POSSIBLE: as for a task.' })
  async testDraft(@CurrentCaller() caller: Caller, @Body() { taskId, ...body }: TestDraftRequestDto): Promise<StartedRunResponseDto> {
    return { recordId: await this.runs.testDraft(caller, definitionOf(caller, body), taskId) };
  }
}
