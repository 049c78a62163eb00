import { Module } from '@nestjs/common';
import { ConfigurableModuleClass } from './wecom-push.module-definition';

/**
 * The whole product as one module: `WecomPushModule.forRootAsync({ host: {…}, useFactory: … })`. It brings its own data
 * source, pipes and filters; those of the host are not touched.
 */
@Module({})
export class WecomPushModule extends ConfigurableModuleClass {}
