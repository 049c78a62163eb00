import { Body, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiCreatedResponse, ApiNoContentResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { CalendarsService } from '../application/calendars.service';
import type { PushCalendar } from '../domain/push-calendar';
import { statutoryDays, STATUTORY_KNOWN_UNTIL } from '../domain/schedule/statutory-calendar';
import {
  CalendarEffectsResponseDto, CalendarFileResponseDto, CalendarListResponseDto, CalendarResponseDto, CreateCalendarRequestDto, ListCalendarsQueryDto, MAX_TOLD_PROBLEMS, ReadCalendarRequestDto, StatutoryCalendarDto,
  UpdateCalendarRequestDto,
} from './dto/calendar.dto';

@ApiTags('calendars')
@PushController('calendars')
@Allow('administrator')
export class CalendarController {
  constructor(private readonly calendars: CalendarsService) {}

  @Get()
  @Allow('member')
  @ApiOperation({ summary: 'Calendars of the tenant by name; the statutory one is there beside them' })
  @ApiOkResponse({ type: CalendarListResponseDto })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListCalendarsQueryDto): Promise<CalendarListResponseDto> {
    const page = await this.calendars.list(caller, query.cursor, query.limit);
    return { items: page.items.map(viewOf), nextCursor: page.nextCursor, statutoryKnownUntil: STATUTORY_KNOWN_UNTIL };
  }

  @Post()
  @ApiOperation({ summary: 'Keep a calendar of days off and make-up working days' })
  @ApiCreatedResponse({ type: CalendarResponseDto })
  async create(@CurrentCaller() caller: Caller, @Body() body: CreateCalendarRequestDto): Promise<CalendarResponseDto> {
    return viewOf(await this.calendars.create(caller, body));
  }

  @Post('read')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reads the days of a CSV or iCalendar file, for a calendar to be made or replaced with them; saves nothing' })
  @ApiOkResponse({ type: CalendarFileResponseDto })
  read(@Body() { format, text }: ReadCalendarRequestDto): CalendarFileResponseDto {
    const { daysOff, workingDays, problems } = this.calendars.read(format, text);
    return { daysOff, workingDays, problems: problems.slice(0, MAX_TOLD_PROBLEMS), problemCount: problems.length };
  }

  @Get('statutory')
  @Allow('member')
  @ApiOperation({ summary: 'The statutory days off of China and the weekend days that are worked for them, as `cn-statutory` has them' })
  @ApiOkResponse({ type: StatutoryCalendarDto })
  statutory(): StatutoryCalendarDto {
    return { ...statutoryDays(), knownUntil: STATUTORY_KNOWN_UNTIL };
  }

  @Get(':id')
  @Allow('member')
  @ApiOperation({ summary: 'One calendar' })
  @ApiOkResponse({ type: CalendarResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async get(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<CalendarResponseDto> {
    return viewOf(await this.calendars.get(caller, id));
  }

  @Get(':id/effects')
  @ApiOperation({ summary: 'The tasks that keep to a calendar: a change moves their next times, and while there is one it cannot be deleted' })
  @ApiOkResponse({ type: CalendarEffectsResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async effects(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<CalendarEffectsResponseDto> {
    const { tasks, count } = await this.calendars.effectsOf(caller, id);
    return { taskCount: count, tasks };
  }

  @Put(':id')
  @ApiOperation({ summary: 'Replace a calendar; the next times of its tasks are counted anew' })
  @ApiOkResponse({ type: CalendarResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'CALENDAR_CHANGED: somebody else changed it since.' })
  async update(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Body() { version, ...own }: UpdateCalendarRequestDto): Promise<CalendarResponseDto> {
    return viewOf(await this.calendars.update(caller, id, own, version));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a calendar that no task keeps to' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'CALENDAR_IN_USE: tasks keep to it.' })
  async delete(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.calendars.delete(caller, id);
  }
}

function viewOf({ id, name, withStatutoryDays, weeklyDaysOff, daysOff, workingDays, updatedAt, updatedBy, version }: PushCalendar): CalendarResponseDto {
  return { id, name, withStatutoryDays, weeklyDaysOff, daysOff, workingDays, updatedAt: updatedAt.toISOString(), updatedBy, version };
}
