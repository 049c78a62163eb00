import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import type { HostPage, HostProject } from '../../domain/host-content';
import type { Paged } from '../../domain/host-user';

export class HostProjectDto implements HostProject {
  @ApiProperty({ example: 'sales' }) id: string;
  @ApiProperty({ example: '销售分析' }) name: string;
}

export class HostProjectListDto {
  @ApiProperty({ type: [HostProjectDto] }) items: HostProjectDto[];
}

export class ProjectParamsDto {
  @ApiProperty({ minLength: 1, maxLength: 128, example: 'sales' })
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  projectId: string;
}

export class HostPageDto implements HostPage {
  @ApiProperty({ example: 'daily' }) id: string;
  @ApiProperty({ example: 'sales' }) projectId: string;
  @ApiProperty({ example: '销售日报' }) title: string;
  @ApiProperty({ description: 'Only a published page may be pushed.' }) published: boolean;
  @ApiProperty({ description: 'Whether people may open the page by its link.' }) sharing: boolean;
  @ApiProperty({ example: 'https://bi.example.com/p/sales/daily' }) url: string;
}

export class HostPageListDto implements Paged<HostPage> {
  @ApiProperty({ type: [HostPageDto] }) items: HostPageDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}
