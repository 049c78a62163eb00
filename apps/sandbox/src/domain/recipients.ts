import type { App } from './app';
import type { Member } from './corp';
import type { JsonObject } from './json-value';
import { WecomError } from './wecom-error';

export interface Recipients {
  members: Member[];
  invalidUsers: string[];
  invalidParties: string[];
  invalidTags: string[];
  unlicensedUsers: string[];
}

const split = (list: string): string[] => list.split('|').filter((item) => item !== '');

/**
 * Who a message goes to: `touser`, `toparty` and `totag` inside the app's visible range (sheet, 4.1).
 * @param now milliseconds
 * @throws WecomError 82001 nobody named; 40032, 82002, 82003 too many named; 81013 nobody valid
 */
export function resolveRecipients(app: App, body: JsonObject, now: number): Recipients {
  const users = split(body.text('touser'));
  const parties = split(body.text('toparty'));
  const tags = split(body.text('totag'));
  if (users.length + parties.length + tags.length === 0) throw new WecomError(82001);
  if (users.length > 1000) throw new WecomError(40032);
  if (parties.length > 100) throw new WecomError(82002);
  if (tags.length > 100) throw new WecomError(82003);

  const found = new Set<Member>();
  const invalidUsers: string[] = [];
  const invalidParties: string[] = [];
  const invalidTags: string[] = [];
  const unlicensedUsers: string[] = [];
  const visible = app.visible;

  if (users.length === 1 && users[0].toLowerCase() === '@all') {
    for (const member of visible.members) if (member.reachable && app.isLicensed(member, now)) found.add(member);
  } else {
    for (const id of users) {
      const member = app.memberOf(id);
      if (!member || !member.reachable || !visible.members.has(member)) invalidUsers.push(id.toLowerCase());
      else if (!app.isLicensed(member, now)) unlicensedUsers.push(id.toLowerCase());
      else found.add(member);
    }
    // Departments and tags reach only whom the app may see, and say nothing of members without a licence.
    const addVisible = (member: Member): void => {
      if (member.reachable && visible.members.has(member) && app.isLicensed(member, now)) found.add(member);
    };
    for (const id of parties) {
      if (!visible.parties.has(Number(id))) invalidParties.push(id);
      else app.corp.membersBelow([Number(id)]).forEach(addVisible);
    }
    for (const id of tags) {
      const tag = app.corp.tags.get(Number(id));
      if (!tag || !app.data.range.tags.includes(tag.id)) {
        invalidTags.push(id);
        continue;
      }
      tag.userIds.map((userId) => app.corp.member(userId)).forEach((member) => member && addVisible(member));
      app.corp.membersBelow(tag.partyIds).forEach(addVisible);
    }
  }

  const recipients = { members: [...found], invalidUsers, invalidParties, invalidTags, unlicensedUsers };
  const onlyBadParties = invalidParties.length === parties.length && invalidTags.length === tags.length;
  if (found.size === 0 && onlyBadParties) throw new WecomError(81013, '', recipientLists(recipients));
  return recipients;
}

/** The lists as message/send gives them: joined by pipes, userids in lower case. */
export function recipientLists(recipients: Omit<Recipients, 'members'>): Record<string, string> {
  return {
    invaliduser: recipients.invalidUsers.join('|'),
    invalidparty: recipients.invalidParties.join('|'),
    invalidtag: recipients.invalidTags.join('|'),
    unlicenseduser: recipients.unlicensedUsers.join('|'),
  };
}
