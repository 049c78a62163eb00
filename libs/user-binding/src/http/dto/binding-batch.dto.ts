import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import { LANGUAGES, type Language } from '#kernel';
import {
  BATCH_SOURCES,
  batchState,
  LOOKUP_KINDS,
  ROW_OUTCOMES,
  STOP_REASONS,
  type BatchSource,
  type BatchState,
  type LookupKind,
  type RowOutcome,
  type StopReason,
} from '../../domain/binding-batch';
import { ROW_PROBLEMS, type BatchColumn, type RowProblem } from '../../domain/row-problem';
import { AuthorizationQueryDto } from './user-binding.dto';

export class ImportQueryDto extends AuthorizationQueryDto {
  @ApiPropertyOptional({ maxLength: 200, description: 'Shown in the list of imports.', example: '销售部.csv' })
  @IsOptional() @IsString() @MaxLength(200) fileName?: string;
}

export class ExportQueryDto extends AuthorizationQueryDto {
  @ApiPropertyOptional({ enum: LANGUAGES, default: 'zh-CN', description: 'Of the names of the columns; an import knows both.' })
  @IsOptional() @IsIn(LANGUAGES) language: Language = 'zh-CN';
}

export class StartMatchRequestDto {
  @ApiProperty({ format: 'uuid' }) @IsUUID() authorizationId: string;

  @ApiProperty({ enum: LOOKUP_KINDS, isArray: true, minItems: 1, description: 'In this order, until one finds an account.', example: ['email', 'mobile'] })
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(2) @ArrayUnique() @IsIn(LOOKUP_KINDS, { each: true }) by: LookupKind[];

  @ApiPropertyOptional({ maxLength: 100, description: 'Only people with this in their name or account.' })
  @IsOptional() @IsString() @MaxLength(100) query?: string;

  @ApiPropertyOptional({ maxLength: 128 }) @IsOptional() @IsString() @MaxLength(128) groupId?: string;

  @ApiPropertyOptional({ maxLength: 128 }) @IsOptional() @IsString() @MaxLength(128) departmentId?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 10_000_000, description: "The corp's account cap, from the WeCom console. Without it a match is stopped much earlier by look-ups in vain." })
  @IsOptional() @IsInt() @Min(1) @Max(10_000_000) accountCap?: number;
}

export class BatchParamsDto {
  @ApiProperty({ format: 'uuid' }) @IsUUID() id: string;
}

export class ListBatchesQueryDto extends AuthorizationQueryDto {
  @ApiPropertyOptional({ description: '`nextCursor` of the page before.', maxLength: 1000 }) @IsOptional() @IsString() @Length(1, 1000) cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 20 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) limit: number = 20;
}

export class ListBatchRowsQueryDto {
  @ApiPropertyOptional({ enum: ROW_OUTCOMES, enumName: 'BindingRowOutcome' }) @IsOptional() @IsIn(ROW_OUTCOMES) outcome?: RowOutcome;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before.', maxLength: 1000 }) @IsOptional() @IsString() @Length(1, 1000) cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 500, default: 100 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit: number = 100;
}

export class ApplyBatchRequestDto {
  @ApiPropertyOptional({ type: [Number], minItems: 1, maxItems: 10_000, description: 'Numbers of the rows to bind; all good ones if left out.' })
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(10_000) @IsInt({ each: true }) @Min(1, { each: true }) @Max(10_000_000, { each: true }) rows?: number[];
}

export class BatchCountsDto {
  @ApiProperty() total: number;
  @ApiProperty({ description: 'Not looked up yet.' }) pending: number;
  @ApiProperty({ description: 'Applying binds them.' }) ok: number;
  @ApiProperty({ description: 'Nothing to do: bound so already, or no account given.' }) unchanged: number;
  @ApiProperty() error: number;
  @ApiProperty({ description: 'Bound by it.' }) applied: number;
  @ApiProperty({ description: 'Of the applied, those put back; the others were changed by somebody since.' }) undone: number;
}

export class BindingBatchResponseDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) authorizationId: string;
  @ApiProperty({ enum: BATCH_SOURCES, enumName: 'BindingBatchSource' }) source: BatchSource;
  @ApiProperty({ enum: batchState.states, enumName: 'BindingBatchState', description: '`checking` goes on in the background: ask again.' }) state: BatchState;
  @ApiProperty({ enum: STOP_REASONS, enumName: 'BindingStopReason', nullable: true, description: 'Why the rest was not looked up.' }) stopReason: StopReason | null;
  @ApiProperty({ type: String, nullable: true }) fileName: string | null;
  @ApiProperty({ enum: LOOKUP_KINDS, isArray: true, description: 'Of a match.' }) by: LookupKind[];
  @ApiProperty({ type: BatchCountsDto }) counts: BatchCountsDto;
  @ApiProperty({ description: 'Calls made to WeCom for it.' }) lookups: number;
  @ApiProperty({ description: 'Of these, look-ups by e-mail or mobile that found nobody: WeCom blocks them beyond 20 % of the account cap.' }) wrongLookups: number;
  @ApiProperty({ description: 'Host user.' }) createdBy: string;
  @ApiProperty({ format: 'date-time' }) createdAt: Date;
  @ApiProperty({ type: String, nullable: true }) appliedBy: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) appliedAt: Date | null;
  @ApiProperty({ type: String, nullable: true }) undoneBy: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) undoneAt: Date | null;
}

export class BatchListResponseDto {
  @ApiProperty({ type: [BindingBatchResponseDto] }) items: BindingBatchResponseDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}

export class ProblemTextDto implements Record<Language, string> {
  @ApiProperty() 'zh-CN': string;
  @ApiProperty() 'en-US': string;
}

export class RowProblemDto {
  @ApiProperty({ enum: ROW_PROBLEMS, enumName: 'BindingRowProblem' }) code: RowProblem;
  @ApiProperty({ enum: ['user_id', 'wecom_user_id'], enumName: 'BindingColumn' }) column: BatchColumn;
  @ApiProperty({ type: ProblemTextDto, description: 'What is wrong and what to do about it.' }) text: ProblemTextDto;
  @ApiProperty({ type: 'object', additionalProperties: true }) details: Record<string, unknown>;
}

export class PreviousAccountDto {
  @ApiProperty() wecomUserId: string;
  @ApiProperty() wecomName: string;
}

export class BatchRowResponseDto {
  @ApiProperty({ description: 'Of a file: as a spreadsheet counts, the header is row 1.' }) rowNumber: number;
  @ApiProperty() hostUserId: string;
  @ApiProperty({ description: 'Empty until looked up.' }) hostUserName: string;
  @ApiProperty({ type: String, nullable: true }) wecomUserId: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Empty where a match found the account only.' }) wecomName: string | null;
  @ApiProperty({ enum: LOOKUP_KINDS, enumName: 'BindingLookupKind', nullable: true }) matchedBy: LookupKind | null;
  @ApiProperty({ enum: ROW_OUTCOMES, enumName: 'BindingRowOutcome' }) outcome: RowOutcome;
  @ApiProperty({ type: RowProblemDto, nullable: true }) problem: RowProblemDto | null;
  @ApiProperty({ type: PreviousAccountDto, nullable: true, description: 'The account that the user has, or had before.' }) previous: PreviousAccountDto | null;
  @ApiProperty() applied: boolean;
  @ApiProperty() undone: boolean;
}

export class BatchRowListResponseDto {
  @ApiProperty({ type: [BatchRowResponseDto] }) items: BatchRowResponseDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}
