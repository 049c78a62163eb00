import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';

export class StartSelfBindingRequestDto {
  @ApiProperty({ format: 'uuid' }) @IsUUID() authorizationId: string;
}

export class SelfBindingLinksDto {
  @ApiProperty({ description: 'To be opened inside WeCom: signs in without a question.' }) wecomUrl: string;
  @ApiProperty({ description: 'To be opened in a desktop browser: a QR code to scan with WeCom.' }) desktopUrl: string;
  @ApiProperty({ format: 'date-time', description: 'After 5 minutes, one use, or a newer link.' }) expiresAt: Date;
}
