import { Body, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { decodeCursor, encodeCursor, PushController } from '#kernel';
import { CreatePushTaskRequestDto, definitionOf } from '#push-task';
import { CoverageService } from '../application/coverage.service';
import { CoverageQueryDto, CoverageResponseDto } from './dto/coverage.dto';

@ApiTags('push tasks')
@PushController('tasks')
@Allow('member')
export class CoverageController {
  constructor(private readonly coverage: CoverageService) {}

  @Post('coverage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Who would get a task that need not be saved, who would not, why, and what mends it' })
  @ApiOkResponse({ type: CoverageResponseDto })
  async of(@CurrentCaller() caller: Caller, @Body() body: CreatePushTaskRequestDto, @Query() { reason, cursor, limit }: CoverageQueryDto): Promise<CoverageResponseDto> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, 1)[0];
    const { missed, ...counts } = await this.coverage.of(caller, definitionOf(caller, body), { reason, after, limit });
    return {
      ...counts,
      missed: missed.map(({ more, ...group }) => ({ ...group, nextCursor: more ? encodeCursor([group.people.at(-1)!.hostUserId]) : undefined })),
    };
  }
}
