import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { CreatePushTaskRequestDto, definitionOf } from '#push-task';
import { ForecastService } from '../application/forecast.service';
import { DraftForecastQueryDto, ForecastParamsDto, ForecastQueryDto, ForecastResponseDto } from './dto/forecast.dto';

@ApiTags('forecast')
@PushController('')
@Allow('member')
export class ForecastController {
  constructor(private readonly forecasts: ForecastService) {}

  @Post('tasks/forecast')
  @HttpCode(200)
  @ApiOperation({ summary: "How near the coming week comes to WeCom's limits with a task that need not be saved, and which task to move" })
  @ApiOkResponse({ type: ForecastResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async ofDraft(@CurrentCaller() caller: Caller, @Body() body: CreatePushTaskRequestDto, @Query() query: DraftForecastQueryDto): Promise<ForecastResponseDto> {
    return this.forecasts.ofDraft(caller, definitionOf(caller, body), query);
  }

  @Get('authorizations/:id/forecast')
  @Allow('administrator')
  @ApiOperation({ summary: "How near the coming week comes to WeCom's limits, and which task to move" })
  @ApiOkResponse({ type: ForecastResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto })
  async ofAuthorization(@CurrentCaller() caller: Caller, @Param() { id }: ForecastParamsDto, @Query() query: ForecastQueryDto): Promise<ForecastResponseDto> {
    return this.forecasts.ofAuthorization(caller, id, query);
  }
}
