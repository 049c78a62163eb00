import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { CreatePushTaskRequestDto } from '#push-task';

export class StartedRunResponseDto {
  @ApiProperty({ format: 'uuid', description: 'Id of the push record: GET /push/records/{recordId} shows what becomes of it.' }) recordId: string;
}

const MAX_CHOSEN = 10_000;

export class RunTaskRequestDto {
  @ApiPropertyOptional({ type: [String], minItems: 1, maxItems: MAX_CHOSEN, description: 'Only these people of the task; all of them if left out.' })
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MAX_CHOSEN) @ArrayUnique() @IsString({ each: true }) @MinLength(1, { each: true }) @MaxLength(128, { each: true })
  userIds?: string[];
  @ApiPropertyOptional({ format: 'uuid', description: 'Made up by the caller: a second request with it, such as a second click, starts nothing and is answered with the same record.' })
  @IsOptional() @IsUUID() requestId?: string;
}

export class TestDraftRequestDto extends CreatePushTaskRequestDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'The task that is being edited: the record is found under it.' }) @IsOptional() @IsUUID() taskId?: string;
}
