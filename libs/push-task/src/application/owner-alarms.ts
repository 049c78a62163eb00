import type { NewAlarm } from '#alarms';
import type { Language } from '#kernel';

const OWNER_GONE = 'TASK_OWNER_GONE';
export const HANDED_OVER = 'TASKS_HANDED_OVER';

/** Of sentences about several tasks, which may be in different languages. */
const LANGUAGE: Language = 'zh-CN';

/** Which alarm stands for the tasks of somebody who left and that nobody took over. */
export const ownerGoneKey = (tenantId: string, userId: string) => ({ tenantId, cause: OWNER_GONE, subject: { type: 'task_owner', id: userId } });

/** Told to administrators: the tasks go on, but nobody looks after them. */
export const ownerGone = (tenantId: string, userId: string, name: string, tasks: number): NewAlarm => ({
  ...ownerGoneKey(tenantId, userId),
  subject: { type: 'task_owner', id: userId, name },
  audience: { kind: 'administrators' },
  language: LANGUAGE,
  text: `${name} 已离开，其 ${tasks} 个推送任务没有可接手的代理人；任务照常运行，但没有人收到它们的告警`,
  remedy: '请为项目设置代理人，或将这些任务转交给他人',
  path: '/tasks',
  tellRecovery: false,
});

/** Told to the deputy; tasks of one project and one former owner are one alarm with a count. */
export const handedOver = (tenantId: string, projectId: string, from: { id: string; name: string }, to: string, tasks: number): NewAlarm => ({
  tenantId,
  cause: HANDED_OVER,
  subject: { type: 'task_owner', id: `${from.id}/${projectId}/${to}`, name: from.name },
  audience: { kind: 'owner', userId: to, projectId },
  language: LANGUAGE,
  text: `${from.name} 已离开，项目 ${projectId} 的 ${tasks} 个推送任务已转交给您`,
  remedy: '请查看这些任务；不再需要的请停用，应由他人负责的请转交',
  path: '/tasks',
  tellRecovery: false,
});
