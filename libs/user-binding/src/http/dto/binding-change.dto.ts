import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { bindingState, type BindingState } from '../../domain/binding';
import { DRIFT_CAUSES, type DriftCause } from '../../domain/drift';
import { USE_WAYS, USES_TOLD } from '../../ports/binding-uses.port';
import { AuthorizationQueryDto } from './user-binding.dto';

export class ListBindingChangesQueryDto extends AuthorizationQueryDto {
  @ApiPropertyOptional({ description: '`nextCursor` of the page before.', maxLength: 1000 }) @IsOptional() @IsString() @Length(1, 1000) cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class BindingUseDto {
  @ApiProperty({ format: 'uuid' }) taskId: string;
  @ApiProperty() title: string;
  @ApiProperty() projectId: string;
  @ApiProperty({ example: 'enabled' }) state: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it is sent next.' }) nextRunAt: Date | null;
}

export class PersonUseDto extends BindingUseDto {
  @ApiProperty({ enum: USE_WAYS, enumName: 'TaskUseWay', isArray: true, description: 'How the task comes to the person: named, through a group, through a department or one above it, or as one of all who are bound.' })
  through: (typeof USE_WAYS)[number][];
}

export class BindingEffectsResponseDto {
  @ApiProperty({ type: [PersonUseDto], description: `Tasks that mean the person and would not reach him any more; the newest ${USES_TOLD} at most. Whom a rule names is known at the run only.` }) tasks: PersonUseDto[];
}

export class AuthorizationParamsDto {
  @ApiProperty({ format: 'uuid' }) @IsUUID() id: string;
}

export class AuthorizationEffectsResponseDto {
  @ApiProperty({ description: 'People whose account is bound in it, in any state.' }) boundPeople: number;
  @ApiProperty({ description: 'Tasks that push through it.' }) taskCount: number;
  @ApiProperty({ type: [BindingUseDto], description: `The next to be sent first, ${USES_TOLD} at most.` }) tasks: BindingUseDto[];
}

export class BindingChangeResponseDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() hostUserId: string;
  @ApiProperty() hostUserName: string;
  @ApiProperty() wecomUserId: string;
  @ApiProperty({ type: String, nullable: true, description: 'Set when WeCom renamed the account.' }) previousWecomUserId: string | null;
  @ApiProperty({ enum: bindingState.states, enumName: 'BindingState' }) from: BindingState;
  @ApiProperty({ enum: bindingState.states, enumName: 'BindingState' }) to: BindingState;
  @ApiProperty({ enum: [...bindingState.states, 'unbound'], description: 'The binding as it is now.' }) stateNow: BindingState | 'unbound';
  @ApiProperty({ enum: DRIFT_CAUSES, enumName: 'BindingChangeCause', description: 'The check of the night, a callback of WeCom, or an account that was refused in a send.' }) cause: DriftCause;
  @ApiProperty({ format: 'date-time' }) changedAt: Date;
  @ApiProperty({ type: [PersonUseDto], description: 'Tasks that mean the person: they miss him while the binding is not active.' }) tasks: PersonUseDto[];
}

export class BindingChangeListResponseDto {
  @ApiProperty({ type: [BindingChangeResponseDto], description: 'Newest first.' }) items: BindingChangeResponseDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}
