import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ACTOR_KINDS, type ActorKind } from '../../domain/actor';

export class ListAuditQueryDto {
  @ApiPropertyOptional({ enum: ACTOR_KINDS, enumName: 'ActorKind' }) @IsOptional() @IsIn(ACTOR_KINDS) actorKind?: ActorKind;

  @ApiPropertyOptional({ maxLength: 128, description: 'Host user id, or id of an API key.' }) @IsOptional() @IsString() @MaxLength(128) actorId?: string;

  @ApiPropertyOptional({ maxLength: 64, example: 'push_task.update', description: 'One action, or all of a subject: `push_task`.' })
  @IsOptional() @IsString() @MaxLength(64) action?: string;

  @ApiPropertyOptional({ maxLength: 64, example: 'push_task' }) @IsOptional() @IsString() @MaxLength(64) subjectType?: string;

  @ApiPropertyOptional({ maxLength: 256 }) @IsOptional() @IsString() @MaxLength(256) subjectId?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'At or after.' }) @IsOptional() @Type(() => Date) @IsDate() from?: Date;

  @ApiPropertyOptional({ format: 'date-time', description: 'Before.' }) @IsOptional() @Type(() => Date) @IsDate() to?: Date;

  @ApiPropertyOptional({ maxLength: 200, description: '`nextCursor` of the page before.' }) @IsOptional() @IsString() @MaxLength(200) cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class AuditActorDto {
  @ApiProperty({ enum: ACTOR_KINDS, enumName: 'ActorKind' }) kind: ActorKind;
  @ApiProperty({ example: 'u1' }) id: string;
  @ApiProperty({ example: '张伟' }) name: string;
}

export class AuditSubjectDto {
  @ApiProperty({ example: 'push_task' }) type: string;
  @ApiProperty() id: string;
  @ApiProperty({ type: String, nullable: true, description: 'What it was called then.', example: '每日销售日报' }) name: string | null;
}

export class AuditLineDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: AuditActorDto }) actor: AuditActorDto;
  @ApiProperty({ example: 'push_task.update' }) action: string;
  @ApiProperty({ type: AuditSubjectDto }) subject: AuditSubjectDto;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'What was there; of a change only what differs. Secrets are `***`.' })
  before: unknown;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'What is there since.' }) after: unknown;
  @ApiProperty({ type: String, nullable: true, example: '203.0.113.7' }) remoteAddress: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The request of the change, as in the logs.' }) requestId: string | null;
}

export class AuditListResponseDto {
  @ApiProperty({ type: [AuditLineDto] }) items: AuditLineDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}
