import { Controller, Get, HttpCode, Module, ServiceUnavailableException, type DynamicModule, type InjectionToken, type Type } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

/** What a process needs before it may be given work. */
export abstract class Readiness {
  /** Each need with `ok` or one sentence on what is wrong. */
  abstract check(): Promise<Record<string, string>>;
}

@ApiExcludeController()
@Controller('health')
class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process answers; says nothing of what it depends on, so that a database outage restarts nobody. */
  @Get('live')
  @HttpCode(200)
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(): Promise<{ status: 'ok'; checks: Record<string, string> }> {
    const checks = await this.readiness.check();
    if (Object.values(checks).some((result) => result !== 'ok')) throw new ServiceUnavailableException({ status: 'unavailable', checks });
    return { status: 'ok', checks };
  }
}

/** `/health/live` and `/health/ready` for an app of ours; never loaded into a BI host, whose routes are its own. */
@Module({})
export class HealthModule {
  static with(readiness: Type<Readiness>, imports: DynamicModule['imports'] = []): DynamicModule {
    const token: InjectionToken = Readiness;
    return { module: HealthModule, imports, controllers: [HealthController], providers: [{ provide: token, useClass: readiness }] };
  }
}
