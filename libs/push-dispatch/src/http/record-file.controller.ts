import { Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { RecordFiles } from '../application/record-files.service';
import { RecordFilesResponseDto } from './dto/record-file.dto';

@ApiTags('push records')
@PushController('records')
@Allow('member')
export class RecordFileController {
  constructor(private readonly files: RecordFiles) {}

  @Get(':id/messages/:messageId/files')
  @ApiOperation({ summary: 'Pictures and files that went out with a message of a record' })
  @ApiOkResponse({ type: RecordFilesResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async list(
    @CurrentCaller() caller: Caller,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('messageId', ParseUUIDPipe) messageId: string,
  ): Promise<RecordFilesResponseDto> {
    const files = await this.files.of(caller, id, messageId);
    return { items: files.map(({ picture, ...file }) => ({ ...file, ...(picture && { dataUrl: `data:${file.contentType};base64,${picture.toString('base64')}` }) })) };
  }
}
