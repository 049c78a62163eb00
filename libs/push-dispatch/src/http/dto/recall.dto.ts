import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { ErrorResponseDto } from '#kernel';

const MAX_CHOSEN = 10_000;
const MAX_CHOSEN_IN_ADDRESS = 200;

export class RecallQueryDto {
  @ApiPropertyOptional({ type: [String], minItems: 1, maxItems: MAX_CHOSEN_IN_ADDRESS, description: 'Only messages of these people, separated by commas; of all if left out.' })
  @IsOptional() @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @ArrayMinSize(1) @ArrayMaxSize(MAX_CHOSEN_IN_ADDRESS) @ArrayUnique() @IsString({ each: true }) @MinLength(1, { each: true }) @MaxLength(128, { each: true })
  userIds?: string[];
}

export class RecallRequestDto {
  @ApiProperty({ minLength: 1, maxLength: 200, description: 'Why, for the record and the audit log; people are not told.' })
  @IsString() @Matches(/\S/) @MaxLength(200) reason: string;
  @ApiPropertyOptional({ type: [String], minItems: 1, maxItems: MAX_CHOSEN, description: 'Only messages of these people; of all if left out.' })
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MAX_CHOSEN) @ArrayUnique() @IsString({ each: true }) @MinLength(1, { each: true }) @MaxLength(128, { each: true })
  userIds?: string[];
  @ApiPropertyOptional({ default: false, description: 'WeCom takes a message back from everybody who got it in one request: accept that others lose it too.' })
  @IsOptional() @IsBoolean() includeOthers: boolean = false;
}

export class RecallStayingDto {
  @ApiProperty({ description: 'Taken back already.' }) alreadyRecalled: number;
  @ApiProperty({ description: 'Asked for already.' }) underWay: number;
  @ApiProperty({ description: 'Older than 24 hours.' }) tooLate: number;
  @ApiProperty({ description: 'WeCom gave no id by which it could be taken back.' }) withoutId: number;
}

export class RecallPreviewResponseDto {
  @ApiProperty({ description: 'Whether a recall would be taken now, without `includeOthers`.' }) possible: boolean;
  @ApiProperty({ type: ErrorResponseDto, nullable: true, description: 'What POST would be answered without `includeOthers`.' }) refusal: ErrorResponseDto | null;
  @ApiProperty({ description: 'Messages that would be taken back; one is for up to 1000 people.' }) messages: number;
  @ApiProperty({ description: 'Deliveries to the chosen people that would vanish.' }) people: number;
  @ApiProperty({ description: 'Deliveries to others that would vanish with them, since they share a message.' }) others: number;
  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: 'When the last of them can be taken back no more.' }) until: string | null;
  @ApiProperty({ type: RecallStayingDto, description: 'Deliveries to the chosen people that would stay, and why.' }) staying: RecallStayingDto;
}

export class AskedRecallResponseDto {
  @ApiProperty({ format: 'uuid', description: 'The event of the record that asks for it; those that tell of it name it as `requestId`.' }) requestId: string;
  @ApiProperty({ description: 'Messages that are to be taken back.' }) messages: number;
  @ApiProperty({ description: 'Deliveries to the chosen people.' }) people: number;
  @ApiProperty({ description: 'Deliveries to others.' }) others: number;
}
