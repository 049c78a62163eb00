import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateIf } from 'class-validator';
import { MISSED_CODES, REMEDY_ACTIONS, type MissedCode, type Remedy } from '../../domain/coverage';

export class CoverageQueryDto {
  @ApiPropertyOptional({ enum: MISSED_CODES, enumName: 'MissedCode', description: 'Only the people of this reason; needed with `cursor`.' })
  @ValidateIf(({ reason, cursor }: CoverageQueryDto) => reason !== undefined || cursor !== undefined) @IsIn(MISSED_CODES) reason?: MissedCode;
  @ApiPropertyOptional({ maxLength: 512, description: 'nextCursor of that reason.' }) @IsOptional() @IsString() @MaxLength(512) cursor?: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 100, description: 'People of each reason, at most.' })
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1000) limit: number = 100;
}

export class MissedPersonDto {
  @ApiProperty() hostUserId: string;
  @ApiProperty() name: string;
}

export class RemedyTextDto {
  @ApiProperty() 'zh-CN': string;
  @ApiProperty() 'en-US': string;
}

export class CoverageRemedyDto {
  @ApiProperty({ enum: REMEDY_ACTIONS, enumName: 'CoverageRemedyAction' }) action: Remedy['action'];
  @ApiProperty({ type: RemedyTextDto }) text: RemedyTextDto;
}

export class MissedGroupDto {
  @ApiProperty({ enum: MISSED_CODES, enumName: 'MissedCode', description: 'As records name it.' }) reason: MissedCode;
  @ApiProperty() text: string;
  @ApiProperty({ type: CoverageRemedyDto }) remedy: CoverageRemedyDto;
  @ApiProperty() count: number;
  @ApiProperty({ type: [MissedPersonDto], description: 'By host user id, as many as `limit` allows.' }) people: MissedPersonDto[];
  @ApiPropertyOptional({ description: 'Absent when there are no more people.' }) nextCursor?: string;
}

export class CoverageResponseDto {
  @ApiProperty({ description: 'People that the recipients come to, each once, without those excluded.' }) people: number;
  @ApiProperty({ description: 'How many of them get it.' }) reached: number;
  @ApiProperty({ description: 'Different contents by the rights of those who are reached; each is a message of its own.' }) contents: number;
  @ApiProperty({ type: [MissedGroupDto], description: 'Who gets nothing, by reason, the most first.' }) missed: MissedGroupDto[];
}
