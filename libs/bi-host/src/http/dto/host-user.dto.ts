import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsOptional, IsString, MaxLength } from 'class-validator';
import type { HostUnit, HostUser, Paged } from '../../domain/host-user';
import { PagingQueryDto } from './paging';

export class HostUsersQueryDto extends PagingQueryDto {
  @ApiPropertyOptional({ maxLength: 128 })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  groupId?: string;

  @ApiPropertyOptional({ maxLength: 128 })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  departmentId?: string;
}

export class HostUserDto implements HostUser {
  @ApiProperty({ example: 'u1' }) id: string;
  @ApiProperty({ example: '张伟' }) name: string;
  @ApiProperty({ example: 'zhangwei', description: 'What the person signs in with at the BI.' }) account: string;
  @ApiPropertyOptional({ example: 'zhangwei@example.com' }) email?: string;
  @ApiPropertyOptional({ example: '13800000001' }) mobile?: string;
  @ApiProperty({ type: [String] }) departmentIds: string[];
  @ApiProperty({ type: [String] }) groupIds: string[];
  @ApiProperty({ description: 'False for people who left or are locked.' }) active: boolean;
}

export class HostUserPageDto implements Paged<HostUser> {
  @ApiProperty({ type: [HostUserDto] }) items: HostUserDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}

/** People that one question names at most. */
export const MAX_NAMED_PEOPLE = 100;

export class NamedPeopleQueryDto {
  @ApiProperty({ type: [String], minItems: 1, maxItems: MAX_NAMED_PEOPLE, description: 'Ids of people, separated by commas.', example: 'u1,u2' })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @ArrayMinSize(1) @ArrayMaxSize(MAX_NAMED_PEOPLE) @IsString({ each: true }) @MaxLength(128, { each: true })
  ids: string[];
}

export class NamedPersonDto extends PickType(HostUserDto, ['id', 'name', 'account', 'active'] as const) {}

export class NamedPeopleDto {
  @ApiProperty({ type: [NamedPersonDto], description: 'Those of them whom the host knows.' }) items: NamedPersonDto[];
}

export class HostUnitDto implements HostUnit {
  @ApiProperty({ example: 'd-east' }) id: string;
  @ApiProperty({ example: '华东区' }) name: string;
  @ApiPropertyOptional({ example: 'd-sales', description: 'Of a department that is part of another.' }) parentId?: string;
}

export class HostUnitListDto {
  @ApiProperty({ type: [HostUnitDto] }) items: HostUnitDto[];
}
