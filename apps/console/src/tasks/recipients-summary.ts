import { useTranslation } from 'react-i18next';
import type { PushTask } from './queries';

/** Whom a task means, in a few words: who that comes to is known at the run. */
export function useRecipientsSummary(): (task: Pick<PushTask, 'channel' | 'recipients'>) => string {
  const { t } = useTranslation();
  return ({ channel, recipients }) => {
    if (channel.kind === 'robots') return t('recipients.robots', { count: channel.robotIds?.length ?? 0 });
    const { userIds, groupIds, departmentIds, rule, allBound, excludedUserIds } = recipients;
    const parts = [
      allBound && t('recipients.allBound'),
      userIds.length > 0 && t('recipients.people', { count: userIds.length }),
      groupIds.length > 0 && t('recipients.groups', { count: groupIds.length }),
      departmentIds.length > 0 && t('recipients.departments', { count: departmentIds.length }),
      rule && t('recipients.rule'),
    ].filter((part) => typeof part === 'string');
    const all = parts.join(t('common.joiner'));
    return excludedUserIds.length > 0 ? t('recipients.without', { all, count: excludedUserIds.length }) : all;
  };
}
