import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsNotEmpty, IsObject, IsOptional, IsString, IsTimeZone, Max, MaxLength, Min } from 'class-validator';
import { PageChoicesDto } from '#bi-host';
import type { FieldUse, MessageContent, MessageType, MessageViolation } from '#wecom';
import type { AttachmentKind, FieldCut } from '../../domain/message-view';
import type { TemplateProblem } from '../../application/check-template';
import type { PreviewedAttachment } from '../../application/preview.service';
import { MAX_NAME_LENGTH, type OwnTemplateState, type SourcesByLanguage } from '../../domain/own-template';
import { MESSAGE_TYPES, TEMPLATE_CHANNELS, TEMPLATE_LANGUAGES, type TemplateChannel, type TemplateLanguage } from '../../domain/template';
import { LocalizedTextDto, TemplateDto } from './template.dto';

const SOURCES = {
  type: 'object', additionalProperties: { type: 'object', additionalProperties: { type: 'string' } },
  description: 'Handlebars by language, then by field of the message type.', example: { 'zh-CN': { content: '{{title}}' }, 'en-US': { content: '{{title}}' } },
} as const;

export class CopyTemplateRequestDto {
  @ApiProperty({ maxLength: 64, description: 'Key of a built-in template, or id of an own one.' }) @IsString() @MaxLength(64) from: string;
  @ApiProperty({ maxLength: MAX_NAME_LENGTH }) @IsString() @IsNotEmpty() @MaxLength(MAX_NAME_LENGTH) name: string;
}

export class UpdateTemplateRequestDto {
  @ApiProperty({ maxLength: MAX_NAME_LENGTH }) @IsString() @IsNotEmpty() @MaxLength(MAX_NAME_LENGTH) name: string;
  @ApiProperty(SOURCES) @IsObject() sources: SourcesByLanguage;
  @ApiProperty({ description: 'The version that was read.' }) @IsInt() @Min(1) version: number;
}

export class CheckTemplateRequestDto {
  @ApiProperty({ maxLength: 64, description: 'Template that the sources are for.' }) @IsString() @MaxLength(64) templateKey: string;
  @ApiProperty(SOURCES) @IsObject() sources: SourcesByLanguage;
}

export class TemplateProblemDto implements TemplateProblem {
  @ApiProperty({ example: 'zh-CN.content' }) source: string;
  @ApiProperty({ description: 'From 1.' }) line: number;
  @ApiProperty({ description: 'From 1.' }) column: number;
  @ApiProperty({ description: 'In English, as in `text`.' }) message: string;
  @ApiProperty({ type: LocalizedTextDto, description: 'What is wrong and what to do about it.' }) text: LocalizedTextDto;
}

export class TemplateProblemListDto {
  @ApiProperty({ type: [TemplateProblemDto], description: 'Empty when the sources can be saved.' }) problems: TemplateProblemDto[];
}

export class ListTemplateVersionsQueryDto {
  @ApiPropertyOptional({ maxLength: 200, description: '`nextCursor` of the page before.' }) @IsOptional() @IsString() @MaxLength(200) cursor?: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 20 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) limit: number = 20;
}

export class TemplateVersionDto {
  @ApiProperty({ description: 'What records name.' }) version: number;
  @ApiProperty(SOURCES) sources: SourcesByLanguage;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ description: 'Host user id.' }) createdBy: string;
}

export class TemplateVersionListDto {
  @ApiProperty({ type: [TemplateVersionDto] }) items: TemplateVersionDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}

export class BuiltInTemplateDto extends TemplateDto {
  @ApiProperty(SOURCES) sources: SourcesByLanguage;
}

export class ListOwnTemplatesQueryDto {
  @ApiPropertyOptional({ default: false, description: 'Archived ones too.' }) @IsOptional() @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value)) @IsBoolean() archived: boolean = false;
  @ApiPropertyOptional({ maxLength: 200, description: '`nextCursor` of the page before.' }) @IsOptional() @IsString() @MaxLength(200) cursor?: string;
  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class OwnTemplateDto {
  @ApiProperty({ format: 'uuid', description: 'What a task names as its `templateKey`.' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: MESSAGE_TYPES, enumName: 'MessageType' }) msgtype: MessageType;
  @ApiProperty({ enum: TEMPLATE_CHANNELS, enumName: 'TemplateChannel', isArray: true, description: 'Where it can go: through the app, or through group robots.' }) channels: readonly TemplateChannel[];
  @ApiProperty({ type: String, nullable: true }) attachment: AttachmentKind | null;
  @ApiProperty({ description: 'The message needs a link to the page.' }) needsLink: boolean;
  @ApiProperty({ enum: ['active', 'archived'] }) state: OwnTemplateState;
  @ApiProperty({ description: 'Of the sources: what records name.' }) newestVersion: number;
  @ApiProperty(SOURCES) sources: SourcesByLanguage;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
  @ApiProperty({ description: 'To be given back with a change.' }) version: number;
}

export class OwnTemplateListDto {
  @ApiProperty({ type: [OwnTemplateDto] }) items: OwnTemplateDto[];
  @ApiPropertyOptional({ description: 'Absent on the last page.' }) nextCursor?: string;
}

export class PreviewRequestDto extends PageChoicesDto {
  @ApiProperty({ maxLength: 128 }) @IsString() @IsNotEmpty() @MaxLength(128) projectId: string;
  @ApiProperty({ maxLength: 128 }) @IsString() @IsNotEmpty() @MaxLength(128) pageId: string;
  @ApiProperty({ maxLength: 64 }) @IsString() @MaxLength(64) templateKey: string;
  @ApiPropertyOptional({ ...SOURCES, description: 'Unsaved sources, in the place of those of the template.' }) @IsOptional() @IsObject() sources?: SourcesByLanguage;
  @ApiProperty({ enum: TEMPLATE_LANGUAGES }) @IsIn(TEMPLATE_LANGUAGES) language: TemplateLanguage;
  @ApiProperty({ maxLength: 100 }) @IsString() @MaxLength(100) title: string;
  @ApiPropertyOptional({ maxLength: 500 }) @IsOptional() @IsString() @MaxLength(500) beginning?: string;
  @ApiPropertyOptional({ maxLength: 500 }) @IsOptional() @IsString() @MaxLength(500) ending?: string;
  @ApiPropertyOptional({ default: true }) @IsOptional() @IsBoolean() withLink: boolean = true;
  @ApiPropertyOptional({ default: false, description: 'A long table goes on in further messages.' }) @IsOptional() @IsBoolean() splitTables: boolean = false;
  @ApiPropertyOptional({ default: 'Asia/Shanghai' }) @IsOptional() @IsTimeZone() zone: string = 'Asia/Shanghai';
}

export class FieldUseDto implements FieldUse {
  @ApiProperty({ example: 'markdown.content' }) field: string;
  @ApiProperty({ enum: ['bytes', 'characters', 'items', 'decoded_bytes'] }) unit: FieldUse['unit'];
  @ApiProperty() used: number;
  @ApiProperty() max: number;
}

export class PreviewAttachmentDto implements PreviewedAttachment {
  @ApiProperty({ description: 'Where it stands in the content.' }) placeholder: string;
  @ApiProperty({ enum: ['page_picture', 'chart_picture', 'page_screenshot', 'xlsx', 'csv', 'pdf'] }) kind: AttachmentKind;
  @ApiProperty({ enum: ['media_id', 'image_url'] }) use: PreviewedAttachment['use'];
  @ApiPropertyOptional() chartId?: string;
  @ApiProperty({ example: '销售日报 2026-11-26 09.00.xlsx' }) fileName: string;
  @ApiProperty({ example: 'image/png' }) contentType: string;
  @ApiProperty() sizeBytes: number;
  @ApiPropertyOptional({ description: 'The picture itself, at most 2 MB before base64; left out for files.', example: 'data:image/png;base64,iVBORw0KGgo…' }) dataUrl?: string;
}

export class PreviewMessageDto {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'As WeCom will get it; media by placeholder.' }) content: MessageContent;
  @ApiProperty({ example: 'markdown-digest@2' }) template: string;
  @ApiProperty({ type: [FieldUseDto], description: 'How much of each limit is used.' }) uses: FieldUse[];
  @ApiProperty({ type: 'array', items: { type: 'object' }, description: 'What was cut to fit.' }) cut: FieldCut[];
  @ApiProperty({ type: [PreviewAttachmentDto], description: 'What was made, and will be uploaded before the message is sent.' }) attachments: PreviewAttachmentDto[];
  @ApiProperty({ type: 'array', items: { type: 'object' }, description: 'What WeCom would refuse; empty for all but odd templates of your own.' }) violations: MessageViolation[];
}

export class PreviewResponseDto {
  @ApiProperty({ type: [PreviewMessageDto], description: 'One, or the parts in their order.' }) messages: PreviewMessageDto[];
}
