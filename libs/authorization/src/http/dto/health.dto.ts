import { ApiProperty } from '@nestjs/swagger';
import type { WecomErrorActor, WecomFault } from '#wecom';
import { AUTHORIZATION_TROUBLES, authorizationState, type AuthorizationState, type AuthorizationTrouble } from '../../domain/authorization';
import { HEALTH_CHECKS, HEALTH_STATUSES, type HealthCheckName, type HealthStatus } from '../../domain/health';
import { LocalizedTextDto } from './authorization.dto';

export class HealthCheckDto {
  @ApiProperty({ enum: HEALTH_CHECKS, enumName: 'HealthCheckName' }) name: HealthCheckName;
  @ApiProperty({
    enum: HEALTH_STATUSES,
    enumName: 'HealthStatus',
    description: '`warning`: pushes go out, but something wants a look. `unknown`: not told before what failed is mended, or before the next call.',
  })
  status: HealthStatus;
  @ApiProperty({ type: LocalizedTextDto, nullable: true, description: 'What it means.' }) meaning: LocalizedTextDto | null;
  @ApiProperty({ type: LocalizedTextDto, nullable: true, description: 'What mends it.' }) remedy: LocalizedTextDto | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who can mend it.', example: 'corp_admin' }) actor: WecomErrorActor | null;
}

export class VisibleRangeCountsDto {
  @ApiProperty({ description: 'Nodes named one by one, not the people below a department.' }) users: number;
  @ApiProperty() departments: number;
  @ApiProperty() tags: number;
}

export class LastErrorDto {
  @ApiProperty({ format: 'date-time' }) at: Date;
  @ApiProperty({ description: "WeCom's own name of the call.", example: 'message/send' }) api: string;
  @ApiProperty({ type: 'integer', nullable: true, description: "WeCom's code; null when WeCom did not answer." }) errcode: number | null;
  @ApiProperty({ type: String, description: 'What kind of failure it was.', example: 'busy' }) fault: WecomFault;
  @ApiProperty({ type: String, nullable: true, description: 'The address WeCom saw us come from.' }) seenIp: string | null;
  @ApiProperty({ type: LocalizedTextDto }) meaning: LocalizedTextDto;
  @ApiProperty({ type: LocalizedTextDto }) remedy: LocalizedTextDto;
  @ApiProperty({ type: String, description: 'Who can mend it.', example: 'corp_admin' }) actor: WecomErrorActor;
}

export class AuthorizationChangeDto {
  @ApiProperty({ enum: authorizationState.states, enumName: 'AuthorizationState' }) from: AuthorizationState;
  @ApiProperty({ enum: authorizationState.states, enumName: 'AuthorizationState' }) to: AuthorizationState;
  @ApiProperty({ enum: AUTHORIZATION_TROUBLES, enumName: 'AuthorizationTrouble', nullable: true }) reason: AuthorizationTrouble | null;
  @ApiProperty({ type: 'integer', nullable: true }) errcode: number | null;
  @ApiProperty({ type: String, nullable: true }) seenIp: string | null;
  @ApiProperty({ format: 'date-time' }) changedAt: Date;
}

export class AuthorizationHealthResponseDto {
  @ApiProperty({ format: 'uuid' }) authorizationId: string;
  @ApiProperty({ enum: authorizationState.states, enumName: 'AuthorizationState' }) state: AuthorizationState;
  @ApiProperty({ type: [HealthCheckDto], description: 'In the order in which WeCom looks at a call.' }) checks: HealthCheckDto[];
  @ApiProperty({ type: String, nullable: true, description: 'The address WeCom saw us come from when it last refused it.' }) seenIp: string | null;
  @ApiProperty({ type: VisibleRangeCountsDto }) visibleRange: VisibleRangeCountsDto;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'WeCom last answered as it should; `POST …/check` asks now.' }) lastCheckedAt: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'WeCom last accepted a message; at most a minute late.' }) lastSentAt: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastCallbackAt: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Somebody last opened the app in WeCom; known only with a callback.' }) lastOpenedAt: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'WeCom will disable the app then, unless somebody opens it.' }) disabledFrom: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) tokenExpiresAt: Date | null;
  @ApiProperty({ type: LastErrorDto, nullable: true }) lastError: LastErrorDto | null;
  @ApiProperty({ type: [AuthorizationChangeDto], description: 'Newest first, the last 20; each was raised once.' }) changes: AuthorizationChangeDto[];
  @ApiProperty({ type: 'integer', description: 'Open alarms of the tenant of which nobody could be told; GET /push/alarms names each with the reason.' }) undeliverableAlarms: number;
}
