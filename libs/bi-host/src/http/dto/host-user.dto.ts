import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
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

export class HostUnitDto implements HostUnit {
  @ApiProperty({ example: 'd-east' }) id: string;
  @ApiProperty({ example: '华东区' }) name: string;
  @ApiPropertyOptional({ example: 'd-sales', description: 'Of a department that is part of another.' }) parentId?: string;
}

export class HostUnitListDto {
  @ApiProperty({ type: [HostUnitDto] }) items: HostUnitDto[];
}
