import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { SELF_BINDING_OBSTACLES, type SelfBindingObstacle } from '../../application/self-binding.service';
import { BindingResponseDto } from './user-binding.dto';

export class StartSelfBindingRequestDto {
  @ApiProperty({ format: 'uuid' }) @IsUUID() authorizationId: string;
}

export class SelfBindingLinksDto {
  @ApiProperty({ description: 'To be opened inside WeCom: signs in without a question.' }) wecomUrl: string;
  @ApiProperty({ description: 'To be opened in a desktop browser: a QR code to scan with WeCom.' }) desktopUrl: string;
  @ApiProperty({ format: 'date-time', description: 'After 5 minutes, one use, or a newer link.' }) expiresAt: Date;
}

export class OwnBindingDto {
  @ApiProperty({ format: 'uuid' }) authorizationId: string;
  @ApiProperty() corpId: string;
  @ApiProperty({ description: 'Name of the app in WeCom.' }) agentName: string;
  @ApiProperty({ type: BindingResponseDto, nullable: true, description: 'Null while the caller has no account there.' }) binding: BindingResponseDto | null;
  @ApiProperty({ enum: SELF_BINDING_OBSTACLES, enumName: 'SelfBindingObstacle', nullable: true, description: 'Why the caller cannot bind himself there; null when he can.' }) obstacle: SelfBindingObstacle | null;
}

export class OwnBindingListDto {
  @ApiProperty({ type: [OwnBindingDto], description: 'One for each app of the tenant that is authorized.' }) items: OwnBindingDto[];
}
