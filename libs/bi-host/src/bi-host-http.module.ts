import { Module, type DynamicModule } from '@nestjs/common';
import { SignInService } from './application/sign-in.service';
import { SessionController } from './http/session.controller';

/** `/push/sessions`: signing in, for an app of ours whose host is reached over HTTP. */
@Module({})
export class BiHostHttpModule {
  /** @param httpHost the very object that `HttpHostModule.forRoot` gave and that stands in the push module's `host.imports` */
  static with(httpHost: DynamicModule): DynamicModule {
    return { module: BiHostHttpModule, imports: [httpHost], controllers: [SessionController], providers: [SignInService] };
  }
}
