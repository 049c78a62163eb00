import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '#bi-host';
import { PushController } from '#kernel';
import { templateCatalog } from '../domain/catalog';
import { TEMPLATE_HELPERS, TEMPLATE_VARIABLES } from '../domain/variables';
import { TemplateListDto, TemplateVariablesDto } from './dto/template.dto';

@ApiTags('push templates')
@PushController('templates')
@Allow('member')
export class TemplateController {
  @Get()
  @ApiOperation({ summary: 'Templates that ship with the product, with names in both languages' })
  @ApiOkResponse({ type: TemplateListDto })
  list(): TemplateListDto {
    return { items: templateCatalog() };
  }

  @Get('variables')
  @ApiOperation({ summary: 'What templates can write: variables with type, example and origin, and helpers' })
  @ApiOkResponse({ type: TemplateVariablesDto })
  variables(): TemplateVariablesDto {
    return { variables: TEMPLATE_VARIABLES, helpers: TEMPLATE_HELPERS };
  }
}
