import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';
import { SUITE_MODES, type SuiteMode } from '../../domain/suite';
import { AuthorizationResponseDto } from './authorization.dto';

export class BeginAuthorizationRequestDto {
  @ApiProperty({ enum: SUITE_MODES, enumName: 'SuiteMode', description: '`customized`: 代开发; `third_party`: 第三方应用.' })
  @IsIn(SUITE_MODES) mode: SuiteMode;

  @ApiProperty({ minLength: 1, maxLength: 64, example: 'ww1234567890abcdef', description: 'The CorpID of the corp that is to authorize: 我的企业 → 企业信息 → 企业ID.' })
  @IsString() @Length(1, 64) corpId: string;
}

export class AuthorizationLinkResponseDto {
  @ApiProperty({ type: AuthorizationResponseDto }) authorization: AuthorizationResponseDto;
  @ApiProperty({ description: 'For the WeCom administrator of the corp: opens it, or scans it.' }) url: string;
  @ApiProperty({ format: 'date-time' }) expiresAt: Date;
  @ApiProperty({ description: 'A new link is needed.' }) expired: boolean;
  @ApiProperty({ description: 'The link as a QR picture: `data:image/png;base64,…`.' }) qrPng: string;
  @ApiProperty({ description: 'The same as the text of an SVG file.' }) qrSvg: string;
}
