import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PushController } from '#kernel';
import { AuditLogService } from '../application/audit-log.service';
import type { AuditRow } from '../domain/audit-entry';
import { Caller } from '../domain/caller';
import { Allow, CurrentCaller } from './access.guard';
import { AuditListResponseDto, ListAuditQueryDto, type AuditLineDto } from './dto/audit.dto';

@ApiTags('audit')
@PushController('audit')
@Allow('administrator')
export class AuditController {
  constructor(private readonly log: AuditLogService) {}

  @Get()
  @ApiOperation({ summary: 'Who changed what, newest first' })
  @ApiOkResponse({ type: AuditListResponseDto })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListAuditQueryDto): Promise<AuditListResponseDto> {
    const page = await this.log.list(caller, query);
    return { items: page.items.map(lineView), nextCursor: page.nextCursor };
  }
}

function lineView(row: AuditRow): AuditLineDto {
  const { id, action, before, after, remoteAddress, requestId } = row;
  return {
    id,
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    action,
    subject: { type: row.subjectType, id: row.subjectId, name: row.subjectName },
    before,
    after,
    remoteAddress,
    requestId,
  };
}
