import { Param, ParseUUIDPipe, Query, Sse, type MessageEvent } from '@nestjs/common';
import { ApiExtraModels, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags, ApiTooManyRequestsResponse, getSchemaPath } from '@nestjs/swagger';
import { Observable } from 'rxjs';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { RecordProgress } from '../application/record-progress.service';
import type { RecordRow } from '../domain/record-rows';
import { pushRun } from '../domain/states';
import { RecordProgressDto, WatchRecordsQueryDto } from './dto/progress.dto';
import { progressView } from './record-view';

/** Proxies close a connection on which nothing is said for a minute, many sooner. */
const HEARTBEAT_MS = 15_000;
/** When a browser comes back after a stream broke off. */
const RETRY_MS = 3000;
/** Text that waits for somebody who does not read; then the stream ends. */
const UNREAD_MAX = 64 * 1024;
const EVENTS =
  'Server-sent events: `progress` as it stands now and at each change, at most one a second for a record; `end` is the last of a record, and the stream ends with the last record. ' +
  'Each event is whole, so that whoever comes back misses nothing. A stream lasts 15 minutes at most: one that ends without `end` is to be asked for again.';
const STREAM = { schema: { $ref: getSchemaPath(RecordProgressDto) }, description: '`data` of each event.' } as const;

@ApiTags('push records')
@PushController('records')
@Allow('member')
@ApiExtraModels(RecordProgressDto)
export class RecordProgressController {
  constructor(private readonly progress: RecordProgress) {}

  @Sse('progress', { maxPendingDataLength: UNREAD_MAX })
  @ApiOperation({ summary: 'How several runs get on, while they do', description: EVENTS })
  @ApiProduces('text/event-stream')
  @ApiOkResponse(STREAM)
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'PUSH_RECORD_NOT_FOUND' })
  @ApiTooManyRequestsResponse({ type: ErrorResponseDto, description: 'TOO_MANY_AT_ONCE' })
  async ofMany(@CurrentCaller() caller: Caller, @Query() { ids }: WatchRecordsQueryDto): Promise<Observable<MessageEvent>> {
    return eventsOf(await this.progress.watch(caller, ids));
  }

  @Sse(':id/progress', { maxPendingDataLength: UNREAD_MAX })
  @ApiOperation({ summary: 'How a run gets on, while it does', description: EVENTS })
  @ApiProduces('text/event-stream')
  @ApiOkResponse(STREAM)
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'PUSH_RECORD_NOT_FOUND' })
  @ApiTooManyRequestsResponse({ type: ErrorResponseDto, description: 'TOO_MANY_AT_ONCE' })
  async ofOne(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<Observable<MessageEvent>> {
    return eventsOf(await this.progress.watch(caller, [id]));
  }
}

function eventsOf(rows: Observable<RecordRow>): Observable<MessageEvent> {
  return new Observable((client) => {
    const heartbeat = setInterval(() => client.next({ comment: 'still here' }), HEARTBEAT_MS);
    client.add(() => clearInterval(heartbeat));
    client.add(
      rows.subscribe({
        next: (row) => client.next({ type: pushRun.isFinal(row.state) ? 'end' : 'progress', retry: RETRY_MS, data: progressView(row) }),
        error: (error) => client.error(error),
        complete: () => client.complete(),
      }),
    );
  });
}
