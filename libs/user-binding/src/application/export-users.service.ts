import { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { UserDirectory, type HostUser, type Paged } from '#bi-host';
import type { Language } from '#kernel';
import { BindingRepository, type BindingScope } from '../persistence/binding.repository';
import { bindingsCsvStream, stateText, type ExportedUser } from './csv-file';

const PAGE = 200;

/** The host's users with their accounts as a file that can be filled in and imported. */
@Injectable()
export class ExportUsersService {
  private readonly log = new Logger(ExportUsersService.name);

  constructor(
    private readonly authorizations: AuthorizationsService,
    private readonly directory: UserDirectory,
    private readonly bindings: BindingRepository,
  ) {}

  /**
   * Read page by page while it is sent: one page is held in memory. The first page is asked for before anything is sent, so that
   * a host that does not answer is an error and not a broken file.
   * @throws AuthorizationNotFoundError. @throws HostUnavailableError
   */
  async export(tenantId: string, authorizationId: string, language: Language): Promise<Readable> {
    await this.authorizations.getApp(tenantId, authorizationId);
    const first = await this.directory.listUsers(tenantId, {}, { limit: PAGE });
    const rows = Readable.from(this.rows({ tenantId, authorizationId }, first, language));
    const file = bindingsCsvStream(language);
    rows.once('error', (error) => {
      this.log.warn({ authorizationId, err: error }, 'an export ended before its end');
      file.destroy(error);
    });
    // A reader who goes away ends the reading of the host.
    file.once('close', () => rows.destroy());
    return rows.pipe(file);
  }

  private async *rows(scope: BindingScope, first: Paged<HostUser>, language: Language): AsyncGenerator<ExportedUser> {
    let page = first;
    for (;;) {
      const found = await this.bindings.findByHostUsers(scope, page.items.map((user) => user.id));
      const bound = new Map(found.map((binding) => [binding.hostUserId, binding]));
      for (const { id, name, account } of page.items) {
        const binding = bound.get(id);
        yield {
          userId: id,
          name,
          account,
          wecomUserId: binding?.wecomUserId ?? '',
          wecomName: binding?.wecomName ?? '',
          state: binding ? stateText(language, binding.state) : '',
        };
      }
      if (page.nextCursor === undefined) return;
      page = await this.directory.listUsers(scope.tenantId, {}, { limit: PAGE, cursor: page.nextCursor });
    }
  }
}
