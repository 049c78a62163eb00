import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class RecordFileDto {
  @ApiProperty({ description: 'How the content names it: a media id or an address. Empty for a picture that robots posted.' }) placeholder: string;
  @ApiProperty({ example: '销售日报 2026-11-26 09.00.png' }) fileName: string;
  @ApiProperty({ example: 'image/png' }) contentType: string;
  @ApiProperty() sizeBytes: number;
  @ApiPropertyOptional({ description: 'The picture itself, at most 2 MB before base64; left out for files.', example: 'data:image/png;base64,iVBORw0KGgo…' }) dataUrl?: string;
}

export class RecordFilesResponseDto {
  @ApiProperty({ type: [RecordFileDto], description: 'What is still kept: 31 days for what went through the app.' }) items: RecordFileDto[];
}
