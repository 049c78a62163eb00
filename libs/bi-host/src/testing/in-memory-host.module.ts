import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { ContentSource } from '../ports/content-source.port';
import type { HostAccess } from '../ports/host-access.port';
import type { HostNotices } from '../ports/host-notices.port';
import type { UserDirectory } from '../ports/user-directory.port';
import { InMemoryContentSource } from './in-memory-content-source';
import { InMemoryHost } from './in-memory-host';
import { InMemoryHostNotices } from './in-memory-host-notices';
import { InMemoryUserDirectory } from './in-memory-user-directory';
import { TestHostAccess } from './test-host-access';

@Module({})
class InMemoryHostModule {}

/** The `host` of a push module: the ports over one host in memory, access by {@link TestHostAccess}. */
export function inMemoryHostPorts(host: InMemoryHost): {
  imports: DynamicModule[];
  userDirectory: Type<UserDirectory>;
  contentSource: Type<ContentSource>;
  access: Type<HostAccess>;
  notices: Type<HostNotices>;
} {
  const module: DynamicModule = {
    module: InMemoryHostModule,
    providers: [{ provide: InMemoryHost, useValue: host }],
    exports: [InMemoryHost],
  };
  return { imports: [module], userDirectory: InMemoryUserDirectory, contentSource: InMemoryContentSource, access: TestHostAccess, notices: InMemoryHostNotices };
}
