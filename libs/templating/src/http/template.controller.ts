import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '#bi-host';
import { PushController } from '#kernel';
import { templateCatalog } from '../domain/catalog';
import { TemplateListDto } from './dto/template.dto';

@ApiTags('push templates')
@PushController('templates')
@Allow('member')
export class TemplateController {
  @Get()
  @ApiOperation({ summary: 'Templates to choose from, with names in both languages' })
  @ApiOkResponse({ type: TemplateListDto })
  list(): TemplateListDto {
    return { items: templateCatalog() };
  }
}
