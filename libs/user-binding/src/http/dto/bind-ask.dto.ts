import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { LANGUAGES, type Language } from '#kernel';
import { ASK_RESULTS, type AskResult } from '../../domain/bind-ask';

const MAX_ASKED = 1000;

export class AskToBindRequestDto {
  @ApiProperty({ format: 'uuid' }) @IsUUID() authorizationId: string;
  @ApiProperty({ type: [String], minItems: 1, maxItems: MAX_ASKED })
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MAX_ASKED) @ArrayUnique() @IsString({ each: true }) @MinLength(1, { each: true }) @MaxLength(128, { each: true })
  hostUserIds: string[];
  @ApiPropertyOptional({ enum: LANGUAGES, default: 'zh-CN', description: 'Of the sentence that they get.' }) @IsOptional() @IsIn(LANGUAGES) language: Language = 'zh-CN';
}

export class AskedPersonDto {
  @ApiProperty() hostUserId: string;
  @ApiProperty({
    enum: ASK_RESULTS, enumName: 'AskResult',
    description: '`asked_before`: within the last day. `refused`: the host has no channel to this person. `not_told`: the host did not answer; ask again in two minutes.',
  })
  result: AskResult;
  @ApiPropertyOptional({ description: 'As the host says it.' }) reason?: string;
}

export class AskToBindResponseDto {
  @ApiProperty({ description: 'How many people were asked.' }) asked: number;
  @ApiProperty({ type: [AskedPersonDto], description: 'In the order of the request.' }) people: AskedPersonDto[];
}
