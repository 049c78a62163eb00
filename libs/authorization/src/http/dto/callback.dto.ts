import { ApiProperty } from '@nestjs/swagger';

export class CallbackKeysResponseDto {
  @ApiProperty({ description: 'Path of the endpoint, under the address at which WeCom reaches this system.', example: '/push/callbacks/0193…' }) path: string;
  @ApiProperty({ type: String, nullable: true, description: 'The whole address, where the system knows its own.' }) url: string | null;
  @ApiProperty({ description: 'Shown this once: copy it into the WeCom console.' }) token: string;
  @ApiProperty({ description: 'Shown this once: copy it into the WeCom console.' }) encodingAesKey: string;
}
