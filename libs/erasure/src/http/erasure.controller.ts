import { Body, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiConflictResponse, ApiCreatedResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { Erasures } from '../application/erasures.service';
import type { Erasure } from '../domain/erasure';
import { ConfirmErasureRequestDto, ErasePersonRequestDto, ErasureListResponseDto, ErasureResponseDto, ListErasuresQueryDto, RequestedErasureResponseDto } from './dto/erasure.dto';

@ApiTags('erasures')
@PushController('erasures')
@Allow('administrator')
export class ErasureController {
  constructor(private readonly erasures: Erasures) {}

  @Post()
  @ApiOperation({ summary: 'Ask for the erasure of a person\'s data: says what there is, and waits for confirmation' })
  @ApiCreatedResponse({ type: RequestedErasureResponseDto })
  async request(@CurrentCaller() caller: Caller, @Body() { hostUserId, knownAs }: ErasePersonRequestDto): Promise<RequestedErasureResponseDto> {
    const { erasure, atHost } = await this.erasures.request(caller, hostUserId, knownAs);
    return Object.assign(view(erasure), { atHost });
  }

  @Get()
  @ApiOperation({ summary: 'Erasures, newest first' })
  @ApiOkResponse({ type: ErasureListResponseDto })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListErasuresQueryDto): Promise<ErasureListResponseDto> {
    const { items, nextCursor } = await this.erasures.list(caller.tenantId, query);
    return { items: items.map(view), nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'How far an erasure is' })
  @ApiOkResponse({ type: ErasureResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async get(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<ErasureResponseDto> {
    return view(await this.erasures.get(caller.tenantId, id));
  }

  @Post(':id/confirm')
  @HttpCode(202)
  @ApiOperation({ summary: 'Erase: bindings at once, then records from the oldest on. There is no way back' })
  @ApiAcceptedResponse({ type: ErasureResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto })
  async confirm(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Body() { hostUserId }: ConfirmErasureRequestDto): Promise<ErasureResponseDto> {
    return view(await this.erasures.confirm(caller, id, hostUserId));
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Cancel an erasure that is not confirmed' })
  @ApiOkResponse({ type: ErasureResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  @ApiConflictResponse({ type: ErrorResponseDto })
  async cancel(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<ErasureResponseDto> {
    return view(await this.erasures.cancel(caller, id));
  }
}

function view(erasure: Erasure): ErasureResponseDto {
  const { id, state, pseudonym, hostUserId, names, accounts, found, erased, area, waiting, requestedBy, confirmedBy } = erasure;
  return {
    id, state, pseudonym, hostUserId, names, accounts, found, erased, area, waiting, requestedBy, confirmedBy,
    requestedAt: erasure.requestedAt.toISOString(),
    confirmedAt: erasure.confirmedAt?.toISOString() ?? null,
    endedAt: erasure.endedAt?.toISOString() ?? null,
  };
}
