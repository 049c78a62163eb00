import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsDate, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength, registerDecorator } from 'class-validator';
import type { ProjectRole } from '../../domain/caller';

const MOST_PROJECTS = 200;

function isProjectRoles(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= MOST_PROJECTS && entries.every(([id, role]) => id.length >= 1 && id.length <= 128 && (role === 'editor' || role === 'viewer'));
}

const IsProjectRoles = (): PropertyDecorator => (target, name) =>
  registerDecorator({
    name: 'isProjectRoles',
    target: target.constructor,
    propertyName: String(name),
    validator: { validate: isProjectRoles, defaultMessage: () => `$property must be project id to 'editor' or 'viewer', at most ${MOST_PROJECTS}` },
  });

const ROLES = { type: 'object' as const, additionalProperties: { type: 'string' as const, enum: ['editor', 'viewer'] }, example: { sales: 'viewer' } };

export class CreateApiKeyRequestDto {
  @ApiProperty({ minLength: 1, maxLength: 100, example: '夜间同步', description: 'What it is for; stands in records and in the audit log.' })
  @IsString() @MinLength(1) @MaxLength(100) name: string;

  @ApiPropertyOptional({ default: false, description: 'May do what an administrator may, but make no keys.' }) @IsOptional() @IsBoolean() administrator: boolean = false;

  @ApiPropertyOptional({ ...ROLES, default: {}, description: 'Project id to role; at most 200.' }) @IsOptional() @IsProjectRoles() projectRoles: Record<string, ProjectRole> = {};

  @ApiProperty({ format: 'date-time', description: 'When it ends: at most 366 days ahead.' }) @Type(() => Date) @IsDate() expiresAt: Date;
}

export class ListApiKeysQueryDto {
  @ApiPropertyOptional({ maxLength: 200, description: '`nextCursor` of the page before.' }) @IsOptional() @IsString() @MaxLength(200) cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class ApiKeyDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ example: '夜间同步' }) name: string;
  @ApiProperty({ example: 'wbp_019ab3c4d5e67f8091a2b3c4d5e6f708', description: 'What the key begins with; no secret.' }) prefix: string;
  @ApiProperty() administrator: boolean;
  @ApiProperty(ROLES) projectRoles: Record<string, ProjectRole>;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ example: 'u1', description: 'Host user id.' }) createdBy: string;
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'To the minute.' }) lastUsedAt: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) revokedAt: string | null;
}

export class CreatedApiKeyDto extends ApiKeyDto {
  @ApiProperty({ description: 'The whole key, for `Authorization: Bearer …`. Shown this once: it is stored nowhere.' }) key: string;
}

export class ApiKeyListResponseDto {
  @ApiProperty({ type: [ApiKeyDto] }) items: ApiKeyDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}
