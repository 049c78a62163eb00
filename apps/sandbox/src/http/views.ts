import { createHash } from 'node:crypto';
import type { App } from '../domain/app';
import type { Corp, Member, RobotData } from '../domain/corp';
import { titleOf } from '../domain/message-content';
import type { DeliveryRow, Message } from '../domain/message-log';

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The webhook key is a secret, so pages name a robot by this. */
export const robotIdOf = (robot: RobotData): string => createHash('sha256').update(robot.key).digest('hex').slice(0, 12);

export function appView(app: App): object {
  const { data } = app;
  return {
    agentId: app.agentId,
    name: data.name,
    description: data.description ?? '',
    kind: data.kind,
    enabled: data.enabled,
    inactive: data.inactive ?? false,
    suiteId: data.suiteId ?? null,
    range: data.range,
    visibleMembers: app.visible.members.size,
    trustedIps: data.trustedIps ?? null,
    trustedDomains: data.trustedDomains ?? [],
    callbackUrl: data.callback?.url ?? null,
    homeUrl: data.homeUrl ?? '',
    publishStatus: data.kind === 'customized' ? (data.publishStatus ?? 2) : null,
    licence: data.licence ? { trialEndsAt: iso(data.licence.trialEndsAt), users: data.licence.users } : null,
  };
}

export function corpView(corp: Corp): object {
  return {
    corpId: corp.corpId,
    name: corp.name,
    nameEn: corp.nameEn,
    accountCap: corp.accountCap,
    members: corp.memberCount,
    departments: [...corp.departments.values()],
    apps: [...corp.apps.values()].map(appView),
    robots: [...corp.robots.values()].map((robot) => ({ id: robotIdOf(robot), name: robot.name, groupName: robot.groupName, enabled: robot.enabled, people: robot.userIds.length })),
  };
}

export function memberView(member: Member): object {
  const { data, corp } = member;
  return {
    userId: member.userId,
    name: member.name,
    status: member.status,
    position: data.position ?? '',
    mobile: data.mobile ?? '',
    email: data.email ?? '',
    departments: member.departments.map((id) => ({ id, name: corp.departments.get(id)?.name ?? '', nameEn: corp.departments.get(id)?.nameEn ?? '' })),
    visibleTo: [...corp.apps.values()].filter((app) => app.sees(member)).map((app) => app.agentId),
  };
}

/** A message as this member has it on the phone. */
export function messageView(message: Message, member: Member | undefined): object {
  const content = (member && message.updatedFor?.get(member.no)) ?? message.content;
  return {
    seq: message.seq,
    msgId: message.msgId,
    from: message.from,
    corpId: message.corpId,
    agentId: message.agentId,
    msgType: message.msgType,
    title: titleOf(message.msgType, message.content),
    content,
    safe: message.safe,
    at: iso(message.at),
    recalledAt: message.recalledAt ? iso(message.recalledAt) : null,
  };
}

export function deliveryView({ seq, message, member }: DeliveryRow): object {
  return {
    seq,
    msgId: message.msgId,
    corpId: message.corpId,
    agentId: message.agentId,
    userId: member.userId,
    msgType: message.msgType,
    title: titleOf(message.msgType, message.content),
    content: message.content,
    contentKey: message.contentKey,
    at: iso(message.at),
    recalledAt: message.recalledAt ? iso(message.recalledAt) : null,
  };
}
