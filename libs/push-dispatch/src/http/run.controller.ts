import { HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiConflictResponse, ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { StartRunService } from '../application/start-run.service';
import { StartedRunResponseDto } from './dto/run.dto';

@ApiTags('push tasks')
@PushController('tasks')
@Allow('member')
export class RunController {
  constructor(private readonly runs: StartRunService) {}

  @Post(':id/run')
  @HttpCode(202)
  @ApiOperation({ summary: 'Push now, to all recipients of the task' })
  @ApiAcceptedResponse({ type: StartedRunResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'RUN_UNDER_WAY: an earlier run by hand has not ended.' })
  async run(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<StartedRunResponseDto> {
    return { recordId: await this.runs.runNow(caller, id) };
  }

  @Post(':id/test')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a test to the owner of the task only' })
  @ApiAcceptedResponse({ type: StartedRunResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async test(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<StartedRunResponseDto> {
    return { recordId: await this.runs.test(caller, id) };
  }
}
