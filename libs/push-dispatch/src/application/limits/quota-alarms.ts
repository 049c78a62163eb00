import { Inject, Injectable } from '@nestjs/common';
import { Alarms, type AlarmKey } from '#alarms';
import { AuthorizationsService } from '#authorization';
import type { Language, Tx } from '#kernel';
import { remedyOf } from '#records';
import type { AppKey } from '../../persistence/app-pace.repository';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../../push-dispatch.options';

/** Where the console shows authorizations with their health. */
const CONSOLE_PATH = '/toolbox/wecom-app';

const WORDS: Record<Language, (app: string) => string> = {
  'zh-CN': (app) => `应用“${app}”今天的推送人次已用完：普通消息等到零点后发送，等不到的将过期。`,
  'en-US': (app) => `App "${app}" has sent as many messages as WeCom allows for today: the others wait until midnight in China, or expire.`,
};

/** Tells the administrators, once a day, that an app may send no more, and that it may again. */
@Injectable()
export class QuotaAlarms {
  constructor(
    private readonly alarms: Alarms,
    private readonly authorizations: AuthorizationsService,
    @Inject(PUSH_DISPATCH_OPTIONS) private readonly options: PushDispatchOptions,
  ) {}

  /** @property usedUpToday it became so now. @property newDay a day that was used up is over */
  async tell(app: AppKey, { usedUpToday, newDay }: { usedUpToday: boolean; newDay: boolean }, tx: Tx): Promise<void> {
    if (newDay) await this.alarms.clear(keyOf(app), tx);
    if (!usedUpToday) return;
    const { name } = await this.authorizations.getApp(app.tenantId, app.targetId);
    const language = this.options.alarmLanguage ?? 'zh-CN';
    await this.alarms.raise(
      {
        ...keyOf(app),
        subject: { type: 'authorization', id: app.targetId, name },
        audience: { kind: 'administrators' },
        authorizationId: app.targetId,
        language,
        text: WORDS[language](name),
        remedy: remedyOf('DAILY_QUOTA_USED')?.[language] ?? '',
        path: CONSOLE_PATH,
      },
      tx,
    );
  }
}

const keyOf = ({ tenantId, targetId }: AppKey): AlarmKey => ({ tenantId, cause: 'DAILY_QUOTA_USED', subject: { type: 'authorization', id: targetId } });
