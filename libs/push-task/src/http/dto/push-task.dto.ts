import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, Max, MaxLength, Min, MinLength, ValidateIf, ValidateNested,
} from 'class-validator';
import { FilterChoiceDto, PageChoicesDto } from '#bi-host';
import { LANGUAGES, type Language } from '#kernel';
import { pushTaskState, type PushTaskState } from '../../domain/push-task';
import { STATUTORY_CALENDAR_ID } from '../../domain/schedule/calendar-policy';
import { SCHEDULE_KINDS } from '../../domain/schedule/schedule';
import { ON_DAY_OFF, type OnDayOff } from '../../domain/schedule/working-calendar';

/** Most people that one task names one by one. */
export const MAX_RECIPIENTS = 10_000;
const MAX_UNITS = 1000;
const MAX_ROBOTS = 20;
const MAX_MENTIONED = 50;

/** When a task runs; which fields belong to which kind is checked by `parseSchedule`, so that each wrong one is named. */
export class ScheduleDto {
  @ApiProperty({ enum: SCHEDULE_KINDS, description: '`none`: only by hand.' }) kind: (typeof SCHEDULE_KINDS)[number];
  @ApiProperty({ description: 'IANA time zone in which all times and dates are local.', example: 'Asia/Shanghai' }) zone: string;
  @ApiPropertyOptional({ type: [String], description: 'daily, workdays, weekly, monthly, quarterly: HH:MM, at most 24.', example: ['09:00'] }) times?: string[];
  @ApiPropertyOptional({ type: [Number], description: 'weekly: 1 (Monday) to 7 (Sunday).', example: [1, 5] }) weekdays?: number[];
  @ApiPropertyOptional({
    type: 'array', items: { oneOf: [{ type: 'integer', minimum: 1, maximum: 31 }, { type: 'string', enum: ['last'] }] },
    description: 'monthly, quarterly: days of the month; `last` is the last day.', example: [1, 'last'],
  })
  days?: (number | 'last')[];
  @ApiPropertyOptional({ minimum: 1, maximum: 3, description: 'quarterly: the month of the quarter.' }) month?: number;
  @ApiPropertyOptional({ minimum: 1, maximum: 23, description: 'hourly: every so many hours.' }) everyHours?: number;
  @ApiPropertyOptional({ description: 'hourly: first time of each day; 00:00 if left out.' }) from?: string;
  @ApiPropertyOptional({ description: 'hourly: not after this time of day; 23:59 if left out.' }) to?: string;
  @ApiPropertyOptional({ description: 'cron: five fields.', example: '30 8 * * 1-5' }) expression?: string;
  @ApiPropertyOptional({ format: 'date', description: 'First local date with runs.' }) firstDate?: string;
  @ApiPropertyOptional({ format: 'date', description: 'Last local date with runs.' }) lastDate?: string;
}

/** Checked by `parseCalendarPolicy`. */
export class CalendarPolicyDto {
  @ApiProperty({ description: '`cn-statutory`, or the id of a calendar of the tenant.', example: STATUTORY_CALENDAR_ID }) calendarId: string;
  @ApiProperty({ enum: ON_DAY_OFF, description: 'Times on days off: left out, moved to the next working day, or run anyway.' }) onDayOff: OnDayOff;
}

const CHANNEL_KINDS = ['app', 'robots'] as const;

export class ChannelMentionDto {
  @ApiProperty({ format: 'uuid', description: 'Where these people are bound: an authorization of the corp that the group is in.' }) @IsUUID() authorizationId: string;
  @ApiProperty({ type: [String], minItems: 1, maxItems: MAX_MENTIONED, description: 'Host users.' })
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MAX_MENTIONED) @ArrayUnique() @IsString({ each: true }) @MinLength(1, { each: true }) @MaxLength(128, { each: true }) userIds: string[];
}

export class ChannelDto {
  @ApiProperty({ enum: CHANNEL_KINDS, description: '`app`: one to one through the WeCom app. `robots`: to the groups of these robots, as the owner sees the page: everybody in a group sees the same, so only for data that is not sensitive.' })
  @IsIn(CHANNEL_KINDS) kind: (typeof CHANNEL_KINDS)[number];
  @ApiPropertyOptional({ format: 'uuid', description: 'app: which authorization.' })
  @ValidateIf((channel: ChannelDto) => channel.kind !== 'robots') @IsUUID() authorizationId?: string;
  @ApiPropertyOptional({ type: [String], format: 'uuid', minItems: 1, maxItems: MAX_ROBOTS, description: 'robots: which ones.' })
  @ValidateIf((channel: ChannelDto) => channel.kind === 'robots') @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MAX_ROBOTS) @ArrayUnique() @IsUUID(undefined, { each: true })
  robotIds?: string[];
  @ApiPropertyOptional({ type: ChannelMentionDto, nullable: true, description: 'robots: whom the posts mention, beside those of each robot; texts, markdown and text cards can.' })
  @IsOptional() @ValidateNested() @Type(() => ChannelMentionDto) mention?: ChannelMentionDto | null;
}

const HostIds = (max: number, description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: [String], maxItems: max, default: [], description }),
    IsOptional(), IsArray(), ArrayMaxSize(max), ArrayUnique(), IsString({ each: true }), MinLength(1, { each: true }), MaxLength(128, { each: true }),
  );

export class RecipientRuleDto {
  @ApiProperty({ maxLength: 128, description: 'Query of the host whose result names the people; see GET /push/host/projects/{projectId}/rules.', example: 'below-target' })
  @IsString() @MinLength(1) @MaxLength(128) queryId: string;
  @ApiPropertyOptional({ type: String, nullable: true, default: null, maxLength: 128, description: 'Column that holds the people, where the rule has several; null: the first.', example: 'manager' })
  @IsOptional() @IsString() @MinLength(1) @MaxLength(128) column: string | null = null;
}

/** Everybody named in any way, without those excluded. */
export class RecipientsDto {
  @HostIds(MAX_RECIPIENTS, 'Host users.') userIds: string[] = [];
  @HostIds(MAX_UNITS, 'Groups of the host, resolved to people at the run.') groupIds: string[] = [];
  @HostIds(MAX_UNITS, 'Departments of the host with all below them, resolved to people at the run.') departmentIds: string[] = [];
  @ApiPropertyOptional({ type: RecipientRuleDto, nullable: true, default: null, description: 'People whom a query result of the host names at the run; when it names nobody, nothing is sent.' })
  @IsOptional() @ValidateNested() @Type(() => RecipientRuleDto) rule: RecipientRuleDto | null = null;
  @ApiPropertyOptional({ default: false, description: 'Everybody who is bound in the authorization and may see the page.' }) @IsOptional() @IsBoolean() allBound: boolean = false;
  @HostIds(MAX_RECIPIENTS, 'Host users who get nothing, however they are named.') excludedUserIds: string[] = [];
}

export class CreatePushTaskRequestDto extends PageChoicesDto {
  @ApiProperty({ maxLength: 128 }) @IsString() @MinLength(1) @MaxLength(128) projectId: string;
  @ApiProperty({ maxLength: 128 }) @IsString() @MinLength(1) @MaxLength(128) pageId: string;
  @ApiProperty({ maxLength: 100, description: 'Title of the message and of its records.', example: '每日销售日报' })
  @IsString() @MinLength(1) @MaxLength(100) title: string;
  @ApiProperty({ type: ChannelDto }) @ValidateNested() @Type(() => ChannelDto) @IsObject() channel: ChannelDto;
  @ApiProperty({ example: 'markdown-digest', description: 'Key of a built-in template, or id of one of the tenant; see GET /push/templates.' })
  @IsString() @MaxLength(64) templateKey: string;
  @ApiPropertyOptional({ enum: LANGUAGES, default: 'zh-CN' }) @IsOptional() @IsIn(LANGUAGES) language: Language = 'zh-CN';
  @ApiPropertyOptional({ maxLength: 500, default: '', description: 'Text before the content.' }) @IsOptional() @IsString() @MaxLength(500) beginning: string = '';
  @ApiPropertyOptional({ maxLength: 500, default: '', description: 'Text after the content.' }) @IsOptional() @IsString() @MaxLength(500) ending: string = '';
  @ApiPropertyOptional({ default: true, description: 'Whether the message leads to the page; sharing of the page must be on.' })
  @IsOptional() @IsBoolean() withLink: boolean = true;
  @ApiPropertyOptional({ default: false, description: 'Each person gets a link of his own that counts when it is opened; it costs a request to WeCom for each person instead of one for 1000. Needs withLink, the channel app, a template that shows the link, and a public address of this system.' })
  @IsOptional() @IsBoolean() countOpens: boolean = false;
  @ApiPropertyOptional({ default: false, description: 'A table too long for one message goes on in further messages, at most 9; for templates of text and markdown.' })
  @IsOptional() @IsBoolean() splitTables: boolean = false;
  @ApiProperty({ type: ScheduleDto }) @IsObject() schedule: ScheduleDto;
  @ApiPropertyOptional({ type: CalendarPolicyDto, nullable: true, description: 'Which calendar the task keeps to, and what becomes of its times on days off.' })
  @IsOptional() @IsObject() calendar: CalendarPolicyDto | null = null;
  @ApiPropertyOptional({ minimum: 0, maximum: 60, default: 5, description: 'How far a start may lie after its planned time, in minutes, so that starts are spread; 0 is exactly at.' })
  @IsOptional() @IsInt() @Min(0) @Max(60) toleranceMinutes: number = 5;
  @ApiPropertyOptional({ type: RecipientsDto, description: 'Who gets it through the app; empty for robots.' })
  @IsOptional() @ValidateNested() @Type(() => RecipientsDto) @IsObject() recipients: RecipientsDto = new RecipientsDto();
  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'When not to send.' })
  @IsOptional() @IsObject() exceptions: object = {};
  @ApiPropertyOptional({ maxLength: 128, description: 'Host user who gets tests and warnings; the caller if left out.' })
  @IsOptional() @IsString() @MinLength(1) @MaxLength(128) ownerUserId?: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 1440, default: 60, description: 'How late a run may be sent, in minutes; later it is recorded as missed.' })
  @IsOptional() @IsInt() @Min(1) @Max(1440) graceMinutes: number = 60;
}

export class UpdatePushTaskRequestDto extends CreatePushTaskRequestDto {
  @ApiProperty({ description: 'The version that was read.' }) @IsInt() @Min(1) version: number;
}

export class ListPushTasksQueryDto {
  @ApiPropertyOptional({ maxLength: 128 }) @IsOptional() @IsString() @MaxLength(128) projectId?: string;
  @ApiPropertyOptional({ enum: pushTaskState.states }) @IsOptional() @IsIn(pushTaskState.states) state?: PushTaskState;
  @ApiPropertyOptional({ maxLength: 100, description: 'Part of the title.' }) @IsOptional() @IsString() @MaxLength(100) title?: string;
  @ApiPropertyOptional({ maxLength: 200 }) @IsOptional() @IsString() @MaxLength(200) cursor?: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class PushTaskResponseDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() projectId: string;
  @ApiProperty() pageId: string;
  @ApiProperty({ description: 'Title of the page when the task was saved.' }) pageTitle: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: [String], nullable: true }) charts: string[] | null;
  @ApiProperty({ type: [FilterChoiceDto] }) filters: FilterChoiceDto[];
  @ApiProperty({ type: ChannelDto }) channel: ChannelDto;
  @ApiProperty() templateKey: string;
  @ApiProperty({ enum: LANGUAGES }) language: Language;
  @ApiProperty() beginning: string;
  @ApiProperty() ending: string;
  @ApiProperty() withLink: boolean;
  @ApiProperty() countOpens: boolean;
  @ApiProperty() splitTables: boolean;
  @ApiProperty({ type: ScheduleDto }) schedule: ScheduleDto;
  @ApiProperty({ type: CalendarPolicyDto, nullable: true }) calendar: CalendarPolicyDto | null;
  @ApiProperty() toleranceMinutes: number;
  @ApiProperty({ type: RecipientsDto }) recipients: RecipientsDto;
  @ApiProperty({ type: 'object', additionalProperties: true }) exceptions: object;
  @ApiProperty() ownerUserId: string;
  @ApiProperty() graceMinutes: number;
  @ApiProperty({ enum: pushTaskState.states, enumName: 'PushTaskState' }) state: PushTaskState;
  @ApiProperty({ description: 'Failed runs in a row; the system stops the task at 3.' }) failureCount: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null when it runs only by hand, is over, or is not enabled.' }) nextRunAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The time of the schedule that `nextRunAt` stands for; it differs by the spreading.' }) nextPlannedAt: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty() createdBy: string;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
  @ApiProperty() updatedBy: string;
  @ApiProperty({ description: 'Give it back with an edit.' }) version: number;
}

export class SchedulePreviewRequestDto {
  @ApiProperty({ type: ScheduleDto }) @IsObject() schedule: ScheduleDto;
  @ApiPropertyOptional({ type: CalendarPolicyDto, nullable: true }) @IsOptional() @IsObject() calendar: CalendarPolicyDto | null = null;
}

export class PreviewedRunDto {
  @ApiProperty({ format: 'date-time' }) plannedAt: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The day off from which it was moved.' }) movedFrom: string | null;
  @ApiProperty({ description: 'False when the calendar does not reach that day: then only weekdays were looked at.' }) known: boolean;
}

export class PreviewedDayOffDto {
  @ApiProperty({ format: 'date' }) date: string;
  @ApiProperty({ enum: ['weekly_day_off', 'day_off'] }) kind: string;
  @ApiProperty({ type: String, nullable: true, example: '春节 (Spring Festival)' }) name: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Where its times went; null when they are left out.' }) movedTo: string | null;
}

export class SchedulePreviewResponseDto {
  @ApiProperty({ type: [String], format: 'date-time', description: 'The next planned times, at most 10.' }) nextRuns: string[];
  @ApiProperty({ type: [PreviewedRunDto], description: 'The same, with what the calendar did.' }) runs: PreviewedRunDto[];
  @ApiProperty({ type: [PreviewedDayOffDto], description: 'Days off until the last of them on which something would have run, at most 100.' }) daysOff: PreviewedDayOffDto[];
}
