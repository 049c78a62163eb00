import { Body, Get, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { PushController } from '#kernel';
import { RetentionService, type Retention } from '../application/retention.service';
import { RETENTION_MONTHS } from '../domain/retention';
import { ChangeRetentionRequestDto, RetentionEffectsQueryDto, RetentionEffectsResponseDto, RetentionResponseDto } from './dto/retention.dto';

@ApiTags('push records')
@PushController('retention')
@Allow('administrator')
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  @Get()
  @ApiOperation({ summary: 'How long records are kept, how many there are, and what goes next' })
  @ApiOkResponse({ type: RetentionResponseDto })
  async get(@CurrentCaller() caller: Caller): Promise<RetentionResponseDto> {
    return view(await this.retention.get(caller.tenantId));
  }

  @Get('effects')
  @ApiOperation({ summary: 'What would be removed in the night to come if records were kept for so many months' })
  @ApiOkResponse({ type: RetentionEffectsResponseDto })
  async effects(@CurrentCaller() caller: Caller, @Query() { months }: RetentionEffectsQueryDto): Promise<RetentionEffectsResponseDto> {
    const { keptSince, ...amount } = await this.retention.effects(caller.tenantId, months);
    return { ...amount, keptSince: keptSince.toISOString() };
  }

  @Put()
  @ApiOperation({ summary: 'Keep records for so many months; what is older goes in the night to come and never comes back' })
  @ApiOkResponse({ type: RetentionResponseDto })
  async change(@CurrentCaller() caller: Caller, @Body() { months }: ChangeRetentionRequestDto): Promise<RetentionResponseDto> {
    return view(await this.retention.change(caller, months));
  }
}

function view({ keptSince, oldestRecordAt, next, ...rest }: Retention): RetentionResponseDto {
  return {
    ...rest,
    leastMonths: RETENTION_MONTHS.least,
    mostMonths: RETENTION_MONTHS.most,
    defaultMonths: RETENTION_MONTHS.default,
    keptSince: keptSince.toISOString(),
    oldestRecordAt: oldestRecordAt?.toISOString() ?? null,
    next: { ...next, at: next.at.toISOString(), before: next.before.toISOString() },
  };
}
