import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { BOUND_STATES, type BoundState } from '../../application/user-list.service';
import { bindingState, type BindingState } from '../../domain/binding';
import { ACCOUNT_STATUSES, type AccountStatus } from '../../domain/wecom-account';

/** Encrypted accounts follow no published form, so only blanks and the length are checked. */
const ACCOUNT = /^\S{1,64}$/;
const ACCOUNT_MESSAGE = 'a WeCom account has 1 to 64 characters without blanks';
const trimmed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);

export class AuthorizationQueryDto {
  @ApiProperty({ format: 'uuid' }) @IsUUID() authorizationId: string;
}

export class ListUsersQueryDto extends AuthorizationQueryDto {
  @ApiPropertyOptional({ maxLength: 100, description: 'Part of name or account, ignoring case.', example: '张' })
  @IsOptional() @IsString() @MaxLength(100) query?: string;

  @ApiPropertyOptional({ maxLength: 128 }) @IsOptional() @IsString() @MaxLength(128) groupId?: string;

  @ApiPropertyOptional({ maxLength: 128 }) @IsOptional() @IsString() @MaxLength(128) departmentId?: string;

  @ApiPropertyOptional({ enum: BOUND_STATES, description: '`bound` in any state of the binding, or one such state. A page may then be short, even empty, while `nextCursor` says that there is more.' })
  @IsOptional() @IsIn(BOUND_STATES) state?: BoundState;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before.', maxLength: 1000 }) @IsOptional() @IsString() @Length(1, 1000) cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class FindWecomAccountQueryDto extends AuthorizationQueryDto {
  @ApiProperty({ minLength: 1, maxLength: 64, description: 'The full WeCom account: WeCom finds no part of one.', example: 'zhangsan' })
  @Transform(trimmed) @IsString() @Matches(ACCOUNT, { message: ACCOUNT_MESSAGE }) userId: string;
}

export class HostUserParamsDto {
  @ApiProperty({ minLength: 1, maxLength: 128 }) @IsString() @Length(1, 128) hostUserId: string;
}

export class BindUserRequestDto {
  @ApiProperty({ format: 'uuid' }) @IsUUID() authorizationId: string;

  @ApiProperty({ minLength: 1, maxLength: 64, description: 'The full WeCom account.', example: 'zhangsan' })
  @Transform(trimmed) @IsString() @Matches(ACCOUNT, { message: ACCOUNT_MESSAGE }) wecomUserId: string;
}

export class BindingResponseDto {
  @ApiProperty() hostUserId: string;
  @ApiProperty() hostUserName: string;
  @ApiProperty({ description: 'Exactly as WeCom returned it.' }) wecomUserId: string;
  @ApiProperty() wecomName: string;
  @ApiProperty({ enum: bindingState.states, enumName: 'BindingState', description: 'Only `active` is pushed to.' }) state: BindingState;
  @ApiProperty({ description: 'Host user.' }) boundBy: string;
  @ApiProperty({ format: 'date-time' }) boundAt: Date;
}

export class ListedUserResponseDto {
  @ApiProperty() hostUserId: string;
  @ApiProperty() name: string;
  @ApiProperty() account: string;
  @ApiProperty({ description: 'False for people who left or are locked at the BI platform: they receive nothing.' }) active: boolean;
  @ApiProperty({ type: [String] }) departmentIds: string[];
  @ApiProperty({ type: [String] }) groupIds: string[];
  @ApiProperty({ type: BindingResponseDto, nullable: true, description: 'null: not bound.' }) binding: BindingResponseDto | null;
}

export class UserListResponseDto {
  @ApiProperty({ type: [ListedUserResponseDto] }) items: ListedUserResponseDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}

export class AccountHolderDto {
  @ApiProperty() hostUserId: string;
  @ApiProperty() hostUserName: string;
}

export class WecomAccountResponseDto {
  @ApiProperty() userId: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: [Number] }) departmentIds: number[];
  @ApiProperty({ type: String, nullable: true }) position: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Absent where WeCom does not show it to the app.' }) avatarUrl: string | null;
  @ApiProperty({ enum: ACCOUNT_STATUSES, enumName: 'WecomAccountStatus' }) status: AccountStatus;
  @ApiProperty({ type: AccountHolderDto, nullable: true, description: 'Who has this account already.' }) boundTo: AccountHolderDto | null;
}
