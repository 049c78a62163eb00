import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuthorizationEndings } from '#authorization';
import { CorpDataRepository } from '../persistence/corp-data.repository';

/** A corp that cancels takes its people's accounts with it. */
@Injectable()
export class CorpData implements OnModuleInit {
  constructor(
    private readonly endings: AuthorizationEndings,
    private readonly data: CorpDataRepository,
  ) {}

  onModuleInit(): void {
    this.endings.on((ended, tx) => this.data.remove(ended, tx));
  }
}
