import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { FILTER_KINDS, type ChartKind, type FilterKind, type HostFilter, type HostPage, type HostPageDetail, type HostProject, type HostRule } from '../../domain/host-content';
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

export class PageParamsDto extends ProjectParamsDto {
  @ApiProperty({ minLength: 1, maxLength: 128, example: 'daily' })
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  pageId: string;
}

export class HostPageDto implements HostPage {
  @ApiProperty({ example: 'daily' }) id: string;
  @ApiProperty({ example: 'sales' }) projectId: string;
  @ApiProperty({ example: '销售日报' }) title: string;
  @ApiProperty({ description: 'Only a published page may be pushed.' }) published: boolean;
  @ApiProperty({ description: 'Whether people may open the page by its link.' }) sharing: boolean;
  @ApiProperty({ example: 'https://bi.example.com/p/sales/daily' }) url: string;
}

export class HostFilterOptionDto {
  @ApiProperty({ example: 'east' }) value: string;
  @ApiProperty({ example: '华东' }) title: string;
}

export class HostFilterDto implements HostFilter {
  @ApiProperty({ example: 'region' }) id: string;
  @ApiProperty({ example: '大区' }) title: string;
  @ApiProperty({ enum: FILTER_KINDS, description: 'A `choice` takes one of `values`, the others also what is written: a `date` as YYYY-MM-DD.' }) kind: FilterKind;
  @ApiProperty({ description: 'Whether it takes several values at once.' }) multiple: boolean;
  @ApiPropertyOptional({ type: [HostFilterOptionDto], description: 'What may be chosen; of a date also words such as `yesterday`, which the BI makes a day of at each run.' }) values?: HostFilterOptionDto[];
}

export class HostChartDto {
  @ApiProperty({ example: 'revenue' }) id: string;
  @ApiProperty({ example: '昨日销售额' }) title: string;
  @ApiProperty({ enum: ['number', 'table', 'line', 'bar'] }) kind: ChartKind;
}

export class HostPageDetailDto extends HostPageDto implements HostPageDetail {
  @ApiPropertyOptional({ type: [HostFilterDto], description: 'Absent where the BI knows no filters.' }) filters?: HostFilterDto[];
  @ApiPropertyOptional({ type: [HostChartDto], description: 'Absent where the BI does not tell them.' }) charts?: HostChartDto[];
}

export class HostRuleColumnDto {
  @ApiProperty({ example: 'manager' }) key: string;
  @ApiProperty({ example: '店长' }) title: string;
}

export class HostRuleDto implements HostRule {
  @ApiProperty({ example: 'below-target' }) id: string;
  @ApiProperty({ example: '未达标门店' }) title: string;
  @ApiPropertyOptional({ type: [HostRuleColumnDto], description: 'Columns that hold people, where there are several to choose from.' }) columns?: HostRuleColumnDto[];
}

export class HostRuleListDto {
  @ApiProperty({ type: [HostRuleDto] }) items: HostRuleDto[];
}

export class HostPageListDto implements Paged<HostPage> {
  @ApiProperty({ type: [HostPageDto] }) items: HostPageDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}
