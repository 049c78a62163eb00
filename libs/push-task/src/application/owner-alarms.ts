import type { NewAlarm } from '#alarms';
import type { Language } from '#kernel';

const OWNER_GONE = 'TASK_OWNER_GONE';
export const HANDED_OVER = 'TASKS_HANDED_OVER';

/** Which alarm stands for the tasks of somebody who left and that nobody took over. */
export const ownerGoneKey = (tenantId: string, userId: string) => ({ tenantId, cause: OWNER_GONE, subject: { type: 'task_owner', id: userId } });

/** Told to administrators: the tasks go on, but nobody looks after them. */
export const ownerGone = (tenantId: string, userId: string, name: string, tasks: number, language: Language): NewAlarm => ({
  ...ownerGoneKey(tenantId, userId),
  subject: { type: 'task_owner', id: userId, name },
  audience: { kind: 'administrators' },
  language,
  text: {
    'zh-CN': `${name} 已离开，其 ${tasks} 个推送任务没有可接手的代理人；任务照常运行，但没有人收到它们的告警`,
    'en-US': `${name} has left, and no deputy can take over ${tasks} push task${tasks === 1 ? '' : 's'} of theirs: they go on, but nobody gets their alarms`,
  }[language],
  remedy: { 'zh-CN': '请为项目设置代理人，或将这些任务转交给他人', 'en-US': 'Name deputies of the project, or hand the tasks over' }[language],
  path: '/tasks',
  tellRecovery: false,
});

interface HandOver {
  tenantId: string;
  projectId: string;
  from: { id: string; name: string };
  /** The deputy. */
  to: string;
  tasks: number;
  /** Whether some of them post in groups, and were disabled. */
  intoGroups: boolean;
  language: Language;
}

/** Told to the deputy; tasks of one project and one former owner are one alarm with a count. */
export const handedOver = ({ tenantId, projectId, from, to, tasks, intoGroups, language }: HandOver): NewAlarm => ({
  tenantId,
  cause: HANDED_OVER,
  subject: { type: 'task_owner', id: `${from.id}/${projectId}/${to}`, name: from.name },
  audience: { kind: 'owner', userId: to, projectId },
  language,
  text: {
    'zh-CN': `${from.name} 已离开，项目 ${projectId} 的 ${tasks} 个推送任务已转交给您${intoGroups ? '；其中推送到群的任务已停用，因为群里看到的内容取决于负责人的权限' : ''}`,
    'en-US': `${from.name} has left: you own ${tasks} push task${tasks === 1 ? '' : 's'} of project ${projectId} now${intoGroups ? '; those that post in groups are disabled, since a group sees what the owner may see' : ''}`,
  }[language],
  remedy: {
    'zh-CN': `请查看这些任务；不再需要的请停用，应由他人负责的请转交${intoGroups ? '；确认群里可以看到您所见的内容后，再启用推送到群的任务' : ''}`,
    'en-US': `Look at them; disable what nobody needs, hand over what others should own${intoGroups ? ', and enable those for groups once you know that the groups may see what you see' : ''}`,
  }[language],
  path: '/tasks',
  tellRecovery: false,
});
