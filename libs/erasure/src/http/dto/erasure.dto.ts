import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { erasureState, type ErasureState } from '../../domain/erasure';

export class ErasePersonRequestDto {
  @ApiProperty({ maxLength: 128, description: 'Id at the host, of somebody who may have left it. In the body: addresses are logged.' })
  @IsString() @MinLength(1) @MaxLength(128) hostUserId: string;

  @ApiPropertyOptional({ type: [String], maxItems: 20, default: [], description: 'Names, e-mail and mobile that the host does not tell any more; those it tells, and those in our records, are known.' })
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsString({ each: true }) @MinLength(2, { each: true }) @MaxLength(128, { each: true }) knownAs: string[] = [];
}

export class ConfirmErasureRequestDto {
  @ApiProperty({ maxLength: 128, description: 'The id of the person once more.' }) @IsString() @MinLength(1) @MaxLength(128) hostUserId: string;
}

export class ListErasuresQueryDto {
  @ApiPropertyOptional({ maxLength: 400 }) @IsOptional() @IsString() @MaxLength(400) cursor?: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) limit: number = 50;
}

const ROWS = { type: 'object', additionalProperties: { type: 'integer' }, example: { bindings: 1, tasks: 3, records: 480 } } as const;

export class ErasureResponseDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: erasureState.states, enumName: 'ErasureState', description: '`requested` is cancelled after 24 hours without confirmation.' }) state: ErasureState;
  @ApiProperty({ description: 'Stands in the place of the person in records and logs.' }) pseudonym: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null once it ended.' }) hostUserId: string | null;
  @ApiProperty({ type: [String], description: 'What is looked for beside the id: names, contacts; empty once it ended.' }) names: string[];
  @ApiProperty({ type: [String], description: 'WeCom userids that nobody else is bound to; empty once it ended.' }) accounts: string[];
  @ApiProperty({ ...ROWS, description: 'Rows about the person when it was requested, by area, as far as that is quickly said; at most 10,001 each.' }) found: Record<string, number>;
  @ApiProperty({ ...ROWS, description: 'Rows that were changed or removed so far, by area.' }) erased: Record<string, number>;
  @ApiProperty({ type: String, nullable: true, description: 'The area that is worked on.' }) area: string | null;
  @ApiProperty({ description: 'Whether it waits for a run or message under way.' }) waiting: boolean;
  @ApiProperty() requestedBy: string;
  @ApiProperty({ format: 'date-time' }) requestedAt: string;
  @ApiProperty({ type: String, nullable: true }) confirmedBy: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) confirmedAt: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) endedAt: string | null;
}

export class RequestedErasureResponseDto extends ErasureResponseDto {
  @ApiProperty({ enum: ['active', 'inactive', 'absent', 'unknown'], description: '`active`: pushes to groups and rules may name the person again. `unknown`: the host did not answer.' })
  atHost: 'active' | 'inactive' | 'absent' | 'unknown';
}

export class ErasureListResponseDto {
  @ApiProperty({ type: [ErasureResponseDto] }) items: ErasureResponseDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}
