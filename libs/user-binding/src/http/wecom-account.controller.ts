import { Get, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Caller, CurrentCaller } from '#bi-host';
import { ErrorResponseDto, PushController } from '#kernel';
import { WecomAccountsService } from '../application/wecom-accounts.service';
import { FindWecomAccountQueryDto, WecomAccountResponseDto } from './dto/user-binding.dto';
import { wecomAccountView } from './user-binding-view';

@ApiTags('users')
@PushController('wecom-accounts')
@Allow('administrator')
export class WecomAccountController {
  constructor(private readonly accounts: WecomAccountsService) {}

  @Get()
  @ApiOperation({ summary: 'Find a WeCom account by its full userid' })
  @ApiOkResponse({ type: WecomAccountResponseDto })
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'WECOM_ACCOUNT_NOT_FOUND: unknown, or outside the visible range; AUTHORIZATION_NOT_FOUND' })
  @ApiConflictResponse({ type: ErrorResponseDto, description: 'AUTHORIZATION_NOT_USABLE' })
  @ApiServiceUnavailableResponse({ type: ErrorResponseDto, description: 'WeCom does not answer' })
  async find(@CurrentCaller() caller: Caller, @Query() { authorizationId, userId }: FindWecomAccountQueryDto): Promise<WecomAccountResponseDto> {
    return wecomAccountView(await this.accounts.find(caller.tenantId, authorizationId, userId));
  }
}
