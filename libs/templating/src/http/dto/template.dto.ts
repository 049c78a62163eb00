import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { LocalizedText, MessageType } from '#wecom';
import type { AttachmentKind } from '../../domain/message-view';
import type { TemplateHelper, TemplateVariable, VariableType } from '../../domain/variables';
import { MESSAGE_TYPES, TEMPLATE_CHANNELS, type TemplateChannel, type TemplateSummary } from '../../domain/template';

export class LocalizedTextDto implements LocalizedText {
  @ApiProperty({ example: '图文摘要' }) 'zh-CN': string;
  @ApiProperty({ example: 'Digest' }) 'en-US': string;
}

export class TemplateDto implements TemplateSummary {
  @ApiProperty({ description: 'What a task names; never changes.', example: 'markdown-digest' }) key: string;
  @ApiProperty({ description: 'Version that new messages are written with.', example: 1 }) version: number;
  @ApiProperty({ enum: MESSAGE_TYPES, enumName: 'MessageType' }) msgtype: MessageType;
  @ApiProperty({ enum: TEMPLATE_CHANNELS, enumName: 'TemplateChannel', isArray: true, description: 'Where it can go: through the app, or through group robots.' }) channels: readonly TemplateChannel[];
  @ApiProperty({ description: 'The message needs a link to the page.' }) needsLink: boolean;
  @ApiProperty({ type: String, enum: ['page_picture', 'chart_picture', 'page_screenshot', 'xlsx', 'csv', 'pdf'], nullable: true, description: 'What is made of the page and sent with the message.' })
  attachment: AttachmentKind | null;
  @ApiProperty({ type: LocalizedTextDto }) name: LocalizedTextDto;
  @ApiProperty({ type: LocalizedTextDto }) description: LocalizedTextDto;
}

export class TemplateListDto {
  @ApiProperty({ type: [TemplateDto], description: 'The one for most purposes first.' }) items: TemplateDto[];
}

const TYPES = ['text', 'number', 'time', 'flag', 'list', 'group'];

export class TemplateVariableDto implements TemplateVariable {
  @ApiProperty() name: string;
  @ApiProperty({ enum: TYPES }) type: VariableType;
  @ApiProperty({ description: 'Null where there is nothing: ask with if before its fields are used.' }) nullable: boolean;
  @ApiProperty() example: string;
  @ApiProperty({ enum: ['task', 'run', 'snapshot', 'previous snapshot'] }) from: TemplateVariable['from'];
  @ApiPropertyOptional({ type: () => [TemplateVariableDto], description: 'Of a group, or of each element of a list.' }) fields?: readonly TemplateVariable[];
}

export class TemplateHelperDto implements TemplateHelper {
  @ApiProperty() name: string;
  @ApiProperty({ type: [String] }) parameters: readonly string[];
  @ApiProperty() example: string;
  @ApiProperty() gives: string;
}

export class TemplateVariablesDto {
  @ApiProperty({ type: [TemplateVariableDto] }) variables: readonly TemplateVariable[];
  @ApiProperty({ type: [TemplateHelperDto] }) helpers: readonly TemplateHelper[];
}
