import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { WecomOptions } from './wecom.options';

export const WECOM_OPTIONS = Symbol('WECOM_OPTIONS');

export const { ConfigurableModuleClass, ASYNC_OPTIONS_TYPE, OPTIONS_TYPE } = new ConfigurableModuleBuilder<WecomOptions>({ optionsInjectionToken: WECOM_OPTIONS })
  .setClassMethodName('forRoot')
  .build();
