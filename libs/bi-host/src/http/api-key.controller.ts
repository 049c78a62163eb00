import { Body, Delete, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ErrorResponseDto, PushController } from '#kernel';
import { ApiKeys } from '../application/api-keys.service';
import { apiKeyPrefix, type ApiKey } from '../domain/api-key';
import { Caller } from '../domain/caller';
import { Allow, CurrentCaller } from './access.guard';
import { ApiKeyListResponseDto, CreateApiKeyRequestDto, CreatedApiKeyDto, ListApiKeysQueryDto, type ApiKeyDto } from './dto/api-key.dto';

@ApiTags('api keys')
@PushController('api-keys')
@Allow('administrator')
export class ApiKeyController {
  constructor(private readonly keys: ApiKeys) {}

  @Post()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Make a key for a machine; its text is shown this once' })
  @ApiCreatedResponse({ type: CreatedApiKeyDto })
  async create(@CurrentCaller() caller: Caller, @Body() body: CreateApiKeyRequestDto): Promise<CreatedApiKeyDto> {
    const { name, administrator, projectRoles, expiresAt } = body;
    const { key, text } = await this.keys.create(caller, { name, administrator, projectRoles, expiresAt });
    return Object.assign(keyView(key), { key: text });
  }

  @Get()
  @ApiOperation({ summary: 'Keys of machines, newest first, those that ended too' })
  @ApiOkResponse({ type: ApiKeyListResponseDto })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListApiKeysQueryDto): Promise<ApiKeyListResponseDto> {
    const page = await this.keys.list(caller, query);
    return { items: page.items.map(keyView), nextCursor: page.nextCursor };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke a key, at once and for good' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: ErrorResponseDto, description: 'API_KEY_NOT_FOUND' })
  async revoke(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.keys.revoke(caller, id);
  }
}

function keyView(key: ApiKey): ApiKeyDto {
  return {
    id: key.id,
    name: key.name,
    prefix: apiKeyPrefix(key.id),
    administrator: key.administrator,
    projectRoles: key.projectRoles,
    createdAt: key.createdAt.toISOString(),
    createdBy: key.createdBy,
    expiresAt: key.expiresAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
  };
}
