import { ApiProperty } from '@nestjs/swagger';

export class StartedRunResponseDto {
  @ApiProperty({ format: 'uuid', description: 'Id of the push record: GET /push/records/{recordId} shows what becomes of it.' }) recordId: string;
}
