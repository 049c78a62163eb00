import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsOptional, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';
import type { PageChoices } from '../../domain/page-choices';

const MAX_CHARTS = 100;
const MAX_FILTERS = 50;
const MAX_FILTER_VALUES = 1000;

export class FilterChoiceDto {
  @ApiProperty({ maxLength: 128, description: 'A filter that the page offers; see GET /push/host/projects/{projectId}/pages/{pageId}.', example: 'region' })
  @IsString() @MinLength(1) @MaxLength(128) id: string;
  @ApiProperty({ type: [String], minItems: 1, maxItems: MAX_FILTER_VALUES, description: 'As the page offers them; several only where it says so.', example: ['east'] })
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MAX_FILTER_VALUES) @ArrayUnique() @IsString({ each: true }) @MinLength(1, { each: true }) @MaxLength(256, { each: true })
  values: string[];
}

/** What a request chooses of a page. */
export class PageChoicesDto implements PageChoices {
  @ApiPropertyOptional({ type: [String], nullable: true, default: null, minItems: 1, maxItems: MAX_CHARTS, description: 'Charts to show; null is the whole page.' })
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MAX_CHARTS) @ArrayUnique() @IsString({ each: true }) @MaxLength(128, { each: true })
  charts: string[] | null = null;
  @ApiPropertyOptional({ type: [FilterChoiceDto], default: [], maxItems: MAX_FILTERS, description: "Filters of the page that are set; the others keep the page's own." })
  @IsOptional() @IsArray() @ArrayMaxSize(MAX_FILTERS) @ArrayUnique((filter: FilterChoiceDto) => filter.id) @ValidateNested({ each: true }) @Type(() => FilterChoiceDto)
  filters: FilterChoiceDto[] = [];
}
