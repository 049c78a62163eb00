import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsUUID } from 'class-validator';
import { MAX_WATCHED } from '../../application/record-progress.service';
import { pushRun, type PushRunState } from '../../domain/states';
import { RecordCountsDto, ReasonDto } from './record.dto';

export class WatchRecordsQueryDto {
  @ApiProperty({ type: [String], format: 'uuid', minItems: 1, maxItems: MAX_WATCHED, description: 'Records, separated by commas.' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @ArrayMinSize(1) @ArrayMaxSize(MAX_WATCHED) @IsUUID('all', { each: true })
  ids: string[];
}

export class ProgressCountsDto extends RecordCountsDto {
  @ApiProperty({ description: 'Not settled yet.' }) pending: number;
}

/** `data` of an event. */
export class RecordProgressDto {
  @ApiProperty({ format: 'uuid' }) recordId: string;
  @ApiProperty({ enum: pushRun.states, enumName: 'PushRunState' }) state: PushRunState;
  @ApiProperty({ type: ProgressCountsDto, description: 'All zero until recipients are known.' }) counts: ProgressCountsDto;
  @ApiProperty({ type: ReasonDto, nullable: true, description: 'Why it is not further, or how it ended.' }) reason: ReasonDto | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) finishedAt: string | null;
}
