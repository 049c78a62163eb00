import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { AUTHORIZATION_MODES, AUTHORIZATION_TROUBLES, authorizationState } from '../../domain/authorization';
import type { AuthorizationMode, AuthorizationState, AuthorizationTrouble } from '../../domain/authorization';

const SECRET = { minLength: 1, maxLength: 512, writeOnly: true, description: "The app's Secret: 应用管理 → the app → Secret. Stored encrypted, never returned." };

export class AuthorizationParamsDto {
  @ApiProperty({ format: 'uuid' }) @IsUUID() id: string;
}

export class AuthorizeCorpRequestDto {
  @ApiProperty({ minLength: 1, maxLength: 64, example: 'ww1234567890abcdef', description: 'The CorpID: 我的企业 → 企业信息 → 企业ID.' })
  @IsString() @Length(1, 64) corpId: string;

  @ApiProperty({ minimum: 1, maximum: 2_147_483_647, example: 1_000_002, description: "The app's AgentId: 应用管理 → the app." })
  @IsInt() @Min(1) @Max(2_147_483_647) agentId: number;

  @ApiProperty(SECRET) @IsString() @Length(1, 512) secret: string;
}

export class ReplaceSecretRequestDto {
  @ApiProperty(SECRET) @IsString() @Length(1, 512) secret: string;
}

export class VisibleRangeDto {
  @ApiProperty({ type: [String] }) userIds: string[];
  @ApiProperty({ type: [Number], description: 'Each with all below it; 1 is the whole corp.' }) departmentIds: number[];
  @ApiProperty({ type: [Number] }) tagIds: number[];
}

export class LocalizedTextDto {
  @ApiProperty() 'zh-CN': string;
  @ApiProperty() 'en-US': string;
}

export class AuthorizationTroubleDto {
  @ApiProperty({ enum: AUTHORIZATION_TROUBLES, enumName: 'AuthorizationTrouble' }) reason: AuthorizationTrouble;
  @ApiProperty({ type: 'integer', nullable: true, description: "WeCom's code." }) errcode: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'The address WeCom saw us come from: it belongs on the list of trusted IPs.' }) seenIp: string | null;
  @ApiProperty({ type: LocalizedTextDto, nullable: true, description: 'What it means.' }) meaning: LocalizedTextDto | null;
  @ApiProperty({ type: LocalizedTextDto, nullable: true, description: 'What mends it.' }) remedy: LocalizedTextDto | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who can mend it.', example: 'corp_admin' }) actor: string | null;
}

export class AuthorizationResponseDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() corpId: string;
  @ApiProperty({ enum: AUTHORIZATION_MODES, enumName: 'AuthorizationMode' }) mode: AuthorizationMode;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Not known while pending.' }) agentId: number | null;
  @ApiProperty({ description: "The app's name in WeCom; empty while pending." }) agentName: string;
  @ApiProperty({ type: String, nullable: true }) agentLogoUrl: string | null;
  @ApiProperty({ enum: authorizationState.states, enumName: 'AuthorizationState', description: '`broken`: WeCom refuses us, see `trouble`.' })
  state: AuthorizationState;
  @ApiProperty({ type: AuthorizationTroubleDto, nullable: true }) trouble: AuthorizationTroubleDto | null;
  @ApiProperty({ type: VisibleRangeDto, description: 'Whom the app may write to, when WeCom was last asked.' }) visibleRange: VisibleRangeDto;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) activatedAt: Date | null;
  @ApiProperty({ format: 'date-time' }) createdAt: Date;
  @ApiProperty({ description: 'Host user.' }) createdBy: string;
  @ApiProperty({ format: 'date-time' }) updatedAt: Date;
}

export class AuthorizationListResponseDto {
  @ApiProperty({ type: [AuthorizationResponseDto] }) items: AuthorizationResponseDto[];
}
