import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { PushController } from '#kernel';
import { Alarms } from '../application/alarms.service';
import type { PushAlarm } from '../domain/alarm';
import { AlarmListResponseDto, ListAlarmsQueryDto, type AlarmResponseDto } from './dto/alarm.dto';

@ApiTags('alarms')
@PushController('alarms')
@Allow('member')
export class AlarmController {
  constructor(private readonly alarms: Alarms) {}

  @Get()
  @ApiOperation({ summary: 'What is wrong: open alarms first, then the newest; administrators see all, others those of their projects' })
  @ApiOkResponse({ type: AlarmListResponseDto })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListAlarmsQueryDto): Promise<AlarmListResponseDto> {
    const page = await this.alarms.list(caller, query);
    return { items: page.items.map(alarmView), nextCursor: page.nextCursor };
  }
}

function alarmView(alarm: PushAlarm): AlarmResponseDto {
  const { id, cause, audience, projectId, text, remedy, path, state, count } = alarm;
  return {
    id,
    cause,
    subject: { type: alarm.subjectType, id: alarm.subjectId, name: alarm.subjectName },
    audience,
    projectId,
    text,
    remedy,
    path,
    state,
    count,
    openedAt: alarm.openedAt.toISOString(),
    lastAt: alarm.lastAt.toISOString(),
    clearedAt: alarm.clearedAt?.toISOString() ?? null,
    telling: { state: alarm.telling, reason: alarm.tellingReason, toldAt: alarm.toldAt?.toISOString() ?? null },
  };
}
