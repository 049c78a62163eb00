import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { RETENTION_MONTHS } from '../../domain/retention';

const { least, most } = RETENTION_MONTHS;

export class ChangeRetentionRequestDto {
  @ApiProperty({ minimum: least, maximum: most, description: 'Whole months of UTC that records are kept beside the one under way.' })
  @IsInt() @Min(least) @Max(most) months: number;
}

export class RetentionEffectsQueryDto {
  @ApiProperty({ minimum: least, maximum: most }) @Type(() => Number) @IsInt() @Min(least) @Max(most) months: number;
}

export class RecordAmountDto {
  @ApiProperty({ description: 'Pushes that ended, tests left out.' }) records: number;
  @ApiProperty({ description: 'One for each message to each person.' }) deliveries: number;
}

export class RetentionEffectsResponseDto extends RecordAmountDto {
  @ApiProperty({ format: 'date-time', description: 'Records of before would be removed.' }) keptSince: string;
}

export class NextRemovalDto extends RecordAmountDto {
  @ApiProperty({ format: 'date-time', description: 'When that begins, at the earliest: in the night in China.' }) at: string;
  @ApiProperty({ format: 'date-time', description: 'Records of before go.' }) before: string;
}

export class RetentionResponseDto {
  @ApiProperty({ minimum: least, maximum: most }) months: number;
  @ApiProperty({ enum: [least] }) leastMonths: number;
  @ApiProperty({ enum: [most] }) mostMonths: number;
  @ApiProperty({ enum: [RETENTION_MONTHS.default], description: 'Where nobody decided.' }) defaultMonths: number;
  @ApiProperty({ format: 'date-time', description: 'Records of before are removed.' }) keptSince: string;
  @ApiProperty({ description: 'Whether some of them are still to be removed: in the night to come.' }) removing: boolean;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) oldestRecordAt: string | null;
  @ApiProperty({ type: RecordAmountDto }) kept: RecordAmountDto;
  @ApiProperty({ type: Number, nullable: true, description: 'About, in the database with indexes; null while that is not known.' }) estimatedBytes: number | null;
  @ApiProperty({ type: NextRemovalDto }) next: NextRemovalDto;
}
