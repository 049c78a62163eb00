import { Controller, Get, Param, Res } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import type { MediaFile } from '../domain/media';
import { Platform } from '../domain/platform';

/** Contents of uploaded files, for the phone page and for pictures inside messages. */
@Controller()
export class MediaController {
  constructor(private readonly platform: Platform) {}

  @Get('wework_pic/:id')
  picture(@Param('id') id: string, @Res() response: ServerResponse): void {
    const file = this.platform.media.find(id);
    send(response, file?.permanent ? file : undefined);
  }

  @Get('sandbox/media/:id')
  file(@Param('id') id: string, @Res() response: ServerResponse): void {
    send(response, this.platform.media.find(id));
  }
}

/** Only pictures are shown; anything else is offered to save, whatever the uploader called it. */
function send(response: ServerResponse, file: MediaFile | undefined): void {
  if (!file?.bytes) {
    response.writeHead(404).end();
    return;
  }
  const isPicture = file.type === 'image';
  response.writeHead(200, {
    'content-type': isPicture ? (file.bytes[0] === 0x89 ? 'image/png' : 'image/jpeg') : 'application/octet-stream',
    'content-length': file.bytes.length,
    'content-disposition': isPicture ? 'inline' : `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
  response.end(file.bytes);
}
