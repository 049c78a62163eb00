import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsTimeZone } from 'class-validator';
import { LANGUAGES, type Language } from '#kernel';
import { EXPORT_FORMATS, type ExportFormat } from '../../application/record-export.service';
import { DeliveryFilterQueryDto } from './record.dto';
import { RecordFilterQueryDto } from './record-filter.dto';

/** How a file is written. */
export class ExportAsQueryDto {
  @ApiProperty({ enum: EXPORT_FORMATS, description: '`csv` is UTF-8 with its mark, as Excel opens it; `xlsx` has typed cells.' }) @IsIn(EXPORT_FORMATS) format: ExportFormat;

  @ApiPropertyOptional({ enum: LANGUAGES, default: 'zh-CN', description: 'Of headings, states and reasons.' }) @IsOptional() @IsIn(LANGUAGES) language: Language = 'zh-CN';

  @ApiPropertyOptional({ default: 'Asia/Shanghai', description: 'IANA time zone in which times are shown.' }) @IsOptional() @IsTimeZone() zone: string = 'Asia/Shanghai';
}

export class ExportRecordsQueryDto extends IntersectionType(RecordFilterQueryDto, ExportAsQueryDto) {}

export class ExportDeliveriesQueryDto extends IntersectionType(DeliveryFilterQueryDto, ExportAsQueryDto) {}
