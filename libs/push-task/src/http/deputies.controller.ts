import { Body, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { PushController } from '#kernel';
import { Deputies } from '../application/deputies.service';
import { DeputiesResponseDto, ReplaceDeputiesRequestDto } from './dto/task-list.dto';

@ApiTags('push tasks')
@PushController('projects')
@Allow('member')
export class DeputiesController {
  constructor(private readonly deputies: Deputies) {}

  @Get(':projectId/deputies')
  @ApiOperation({ summary: 'Who takes over tasks of a project when their owner leaves' })
  @ApiOkResponse({ type: DeputiesResponseDto })
  async get(@CurrentCaller() caller: Caller, @Param('projectId') projectId: string): Promise<DeputiesResponseDto> {
    return this.deputies.get(caller, projectId);
  }

  @Put(':projectId/deputies')
  @ApiOperation({ summary: 'Replace the list of deputies; tasks without an owner go to the first of them' })
  @ApiOkResponse({ type: DeputiesResponseDto })
  async replace(@CurrentCaller() caller: Caller, @Param('projectId') projectId: string, @Body() { userIds }: ReplaceDeputiesRequestDto): Promise<DeputiesResponseDto> {
    return this.deputies.replace(caller, projectId, userIds);
  }
}
