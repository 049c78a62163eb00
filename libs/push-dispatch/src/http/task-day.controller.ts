import { Get, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { TaskDaysService } from '../application/task-days.service';
import { TaskDayParamsDto, TaskDayResponseDto } from './dto/task-day.dto';

@ApiTags('push tasks')
@PushController('tasks')
@Allow('member')
export class TaskDayController {
  constructor(private readonly days: TaskDaysService) {}

  @Get(':id/days/:day')
  @ApiOperation({ summary: 'Why did nobody get it? What became of a task on one day' })
  @ApiOkResponse({ type: TaskDayResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async day(@CurrentCaller() caller: Caller, @Param() { id, day }: TaskDayParamsDto): Promise<TaskDayResponseDto> {
    return this.days.answer(caller, id, day);
  }
}
