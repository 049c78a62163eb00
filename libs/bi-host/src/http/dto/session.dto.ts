import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import type { ProjectRole } from '../../domain/caller';

/** It becomes a header of our call to the host. */
const TENANT_ID = /^[\w.-]+$/;

export class CreateSessionRequestDto {
  @ApiPropertyOptional({ maxLength: 128, pattern: TENANT_ID.source, description: 'Left out where there is one tenant.' })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  @Matches(TENANT_ID)
  tenantId?: string;

  @ApiProperty({ minLength: 1, maxLength: 256, example: 'zhangwei' })
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  account: string;

  @ApiProperty({ minLength: 1, maxLength: 256, format: 'password' })
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  password: string;
}

export class SessionUserDto {
  @ApiProperty({ example: 'u1' }) id: string;
  @ApiProperty({ example: '张伟' }) name: string;
  @ApiProperty() administrator: boolean;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', enum: ['editor', 'viewer'] },
    example: { sales: 'editor' },
    description: 'Project id to role. Empty for an administrator, who may do everything in every project.',
  })
  projectRoles: Record<string, ProjectRole>;
}

export class SessionResponseDto {
  @ApiProperty({ description: 'Goes into `Authorization: Bearer …`.' }) token: string;
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
  @ApiProperty({ type: SessionUserDto }) user: SessionUserDto;
}

export class CallerResponseDto extends SessionUserDto {
  @ApiProperty({ example: 'default' }) tenantId: string;
}
