import { ConfigurableModuleBuilder, Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AlarmsModule, AlarmTraces } from '#alarms';
import { AuthorizationModule, VisibleRangeTraces } from '#authorization';
import { ApiKeyAccess, ApiKeys, AuditTraces, BiHostBaseModule, BiHostModule, ContentSource, HostAccess, HostNotices, NoHostNotices, UserDirectory } from '#bi-host';
import { ErasureModule } from '#erasure';
import { Clock, PUSH_DATA_SOURCE, PushDatabase, pushDataSourceOptions, SystemClock } from '#kernel';
import { PicturesModule } from '#pictures';
import { DispatchTraces, PushDispatchModule, type PushDispatchOptions } from '#push-dispatch';
import { PushTaskModule, TaskTraces } from '#push-task';
import { RecordsModule, RecordTraces } from '#records';
import { RobotsModule, RobotTraces } from '#robots';
import { TemplatingModule } from '#templating';
import { BindingTraces, UserBindingModule } from '#user-binding';
import { WecomModule } from '#wecom';
import { AuthorizationsOfCorp } from './authorizations-of-corp';
import { WECOM_PUSH_OPTIONS, type HostPorts, type WecomPushExtras, type WecomPushOptions } from './wecom-push.options';

@Module({})
class OptionsModule {}

/** Clock and transactions, for all libs. */
@Global()
@Module({ providers: [{ provide: Clock, useClass: SystemClock }, PushDatabase], exports: [Clock, PushDatabase] })
class PushBaseModule {}

/** The access that the host gave; ours takes API keys before it. */
const HOSTS_OWN_ACCESS = Symbol('HOSTS_OWN_ACCESS');

@Module({})
class HostPortsModule {}

function hostPortsModule(host: HostPorts): DynamicModule {
  return {
    module: HostPortsModule,
    global: true,
    imports: host.imports ?? [],
    providers: [
      { provide: UserDirectory, useClass: host.userDirectory },
      { provide: ContentSource, useClass: host.contentSource },
      { provide: HostNotices, useClass: host.notices ?? NoHostNotices },
      { provide: HOSTS_OWN_ACCESS, useClass: host.access },
      { provide: HostAccess, inject: [ApiKeys, HOSTS_OWN_ACCESS], useFactory: (keys: ApiKeys, own: HostAccess) => new ApiKeyAccess(keys, own) },
    ],
    exports: [UserDirectory, ContentSource, HostNotices, HostAccess],
  };
}

export const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<WecomPushOptions>({ optionsInjectionToken: WECOM_PUSH_OPTIONS })
  .setClassMethodName('forRoot')
  .setExtras<WecomPushExtras>({}, ({ module, imports = [], providers }, { host, http = true }) => {
    if (!host) throw new Error('WecomPushModule: `host` is missing; give the classes userDirectory, contentSource and access');
    // Made once and shared: two equal dynamic modules would be two instances.
    const options: DynamicModule = { module: OptionsModule, imports, providers, exports: [WECOM_PUSH_OPTIONS] };
    const given = { imports: [options], inject: [WECOM_PUSH_OPTIONS] };
    const database = TypeOrmModule.forRootAsync({
      ...given,
      name: PUSH_DATA_SOURCE, // a named one: the host's default is not touched
      useFactory: (o: WecomPushOptions) => ({
        ...pushDataSourceOptions({ url: o.databaseUrl, poolSize: o.databasePoolSize }),
        autoLoadEntities: true,
        retryAttempts: 1,
      }),
    });
    const wecom = WecomModule.forRootAsync({ ...given, useFactory: (o: WecomPushOptions) => o.wecom });
    const authorization = AuthorizationModule.forRootAsync({
      http,
      imports: [options, wecom],
      inject: [WECOM_PUSH_OPTIONS],
      useFactory: ({ secretKeys, publicUrl, provider, alarmLanguage }: WecomPushOptions) => ({ secretKeys, publicUrl, provider, alarmLanguage }),
    });
    const pictures = PicturesModule.registerAsync({ ...given, useFactory: (o: WecomPushOptions) => o.pictures ?? {} });
    const templating = TemplatingModule.register({ http, imports: [pictures] });
    const records = RecordsModule.register({
      http,
      imports: [options, authorization],
      corps: AuthorizationsOfCorp,
      inject: [WECOM_PUSH_OPTIONS],
      useFactory: ({ secretKeys, publicUrl, records: limits }: WecomPushOptions) => ({ ...limits, secretKeys, publicUrl }),
    });
    const tasks = PushTaskModule.register({
      http,
      imports: [options, authorization, templating, records],
      inject: [WECOM_PUSH_OPTIONS],
      useFactory: (o: WecomPushOptions) => ({
        ...o.tasks,
        opensCounted: o.publicUrl !== undefined,
        screenshots: o.pictures?.screenshots !== undefined,
        alarmLanguage: o.alarmLanguage,
      }),
    });
    const binding = UserBindingModule.register({
      http,
      imports: [options, authorization, tasks],
      inject: [WECOM_PUSH_OPTIONS],
      useFactory: (o: WecomPushOptions) => ({ ...o.binding, publicUrl: o.publicUrl, workers: o.dispatch?.workers ?? true }),
    });
    const robots = RobotsModule.register({
      http,
      imports: [options, wecom, binding, templating, tasks],
      inject: [WECOM_PUSH_OPTIONS],
      useFactory: (o: WecomPushOptions) => ({ secretKeys: o.secretKeys, wecomBaseUrl: o.wecom.baseUrl, alarmLanguage: o.alarmLanguage }),
    });
    const dispatch = PushDispatchModule.registerAsync({
      http,
      imports: [options, authorization, binding, robots, templating, pictures, tasks, records],
      inject: [WECOM_PUSH_OPTIONS],
      useFactory: ({ dispatch: o, databaseUrl, publicUrl, alarmLanguage }: WecomPushOptions): PushDispatchOptions => ({ workers: true, ...o, databaseUrl, publicUrl, alarmLanguage }),
    });
    const erasure = ErasureModule.register({
      ...given,
      http,
      // First what leads to new pushes, last the log that the others write.
      areas: [TaskTraces, BindingTraces, RobotTraces, VisibleRangeTraces, AlarmTraces, DispatchTraces, RecordTraces, AuditTraces],
      useFactory: (o: WecomPushOptions) => ({ workers: o.dispatch?.workers ?? true }),
    });
    const browsing = http ? [BiHostModule] : [];
    return {
      module,
      imports: [PushBaseModule, hostPortsModule(host), database, BiHostBaseModule.register({ http }), AlarmsModule.register({ http }), ...browsing, binding, robots, templating, tasks, records, dispatch, erasure],
      exports: [dispatch],
    };
  })
  .build();
