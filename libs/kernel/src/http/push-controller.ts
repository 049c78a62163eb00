import { applyDecorators, Controller, SetMetadata, UseFilters, UsePipes, ValidationPipe, type ValidationError } from '@nestjs/common';
import { ApiBadRequestResponse, ApiBearerAuth, ApiProperty } from '@nestjs/swagger';
import { InvalidInputError } from '../errors/domain-error';
import type { Said } from '../language';
import { fieldTexts } from './constraint-texts';
import { DomainErrorFilter } from './domain-error.filter';

/** Body of every answer that is an error of ours. */
export class ErrorResponseDto {
  @ApiProperty({ description: 'Never renamed; see the README of the lib.', example: 'INVALID_INPUT' }) code: string;
  @ApiProperty({ description: 'What is wrong and what to do about it.' }) message: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Facts; `fields` names the wrong fields of a request.' })
  details: Record<string, unknown>;
}

function fieldsOf(errors: readonly ValidationError[], path = ''): Record<string, (string | Said)[]> {
  const fields: Record<string, (string | Said)[]> = {};
  for (const error of errors) {
    if (error.constraints) fields[path + error.property] = fieldTexts(error);
    Object.assign(fields, fieldsOf(error.children ?? [], `${path}${error.property}.`));
  }
  return fields;
}

/** The pipe of our controllers: unknown fields are refused, every wrong field is named with what is wrong. */
export const pushValidationPipe = new ValidationPipe({
  whitelist: true,
  forbidNonWhitelisted: true,
  transform: true,
  exceptionFactory: (errors) => InvalidInputError.fields(fieldsOf(errors)),
});

/** Metadata of every class made a controller by {@link PushController}. */
export const PUSH_CONTROLLER_KEY = 'wecom-push:controller';

/**
 * A controller under `/push`. Filter and pipe are bound here and not globally: in a BI host the global ones are the host's.
 */
export const PushController = (path: string): ClassDecorator =>
  applyDecorators(
    Controller(`push/${path}`),
    SetMetadata(PUSH_CONTROLLER_KEY, true),
    UseFilters(DomainErrorFilter),
    UsePipes(pushValidationPipe),
    ApiBearerAuth(),
    ApiBadRequestResponse({ type: ErrorResponseDto }),
  );
