import { Injectable } from '@nestjs/common';
import { ContentSource, HostUnavailableError, UserDirectory, type UserFilter } from '#bi-host';
import type { PushSpec, RecipientRule } from '#records';
import { RecipientResolver } from '#user-binding';
import { withAllBelow } from '../domain/departments-below';
import { RuleTooLargeError } from '../domain/push-dispatch.errors';
import { authorizationOf } from './run-spec';

/** Most people that the host gives at once, of a list and of a rule. */
const PAGE_LIMIT = 200;
const RULE_PAGE_LIMIT = 1000;
/** A rule that names more is a mistake rather than a wish. */
const MOST_OF_A_RULE = 100_000;
/** Bindings read at once. */
const BOUND_AT_ONCE = 5000;

/** The people of a selection. */
export interface Selected {
  /** Each once however often named, without those excluded. */
  userIds: string[];
  /** Those who are among them only since they are bound: nobody misses those who get nothing. */
  onlyBound: ReadonlySet<string>;
}

/** What says whom a push selects. */
export interface Selecting {
  tenantId: string;
  projectId: string;
  spec: Pick<PushSpec, 'recipients' | 'channel'>;
}

/** Resolves what a task names to people, at the run: who joined a group since then is in, who left is out. */
@Injectable()
export class SelectedPeople {
  constructor(
    private readonly users: UserDirectory,
    private readonly content: ContentSource,
    private readonly bindings: RecipientResolver,
  ) {}

  /** @throws HostUnavailableError. @throws RuleNotFoundError. @throws RuleTooLargeError */
  async of(selecting: Selecting): Promise<Selected> {
    const { allBound, excludedUserIds } = selecting.spec.recipients;
    const people = await this.chosen(selecting);
    const onlyBound = allBound ? await this.boundBeside(people, selecting) : new Set<string>();
    for (const id of excludedUserIds) {
      people.delete(id);
      onlyBound.delete(id);
    }
    return { userIds: [...people, ...onlyBound], onlyBound };
  }

  /** Whom somebody chose, one by one or as a whole. */
  private async chosen({ tenantId, projectId, spec }: Selecting): Promise<Set<string>> {
    const { userIds, groupIds, departmentIds, rule } = spec.recipients;
    const people = new Set(userIds);
    for (const groupId of groupIds) await this.addPeopleOf(tenantId, { groupId }, people);
    if (departmentIds.length > 0) {
      const wanted = withAllBelow(await this.users.listDepartments(tenantId), departmentIds);
      for (const departmentId of wanted) await this.addPeopleOf(tenantId, { departmentId }, people);
    }
    if (rule) await this.addPeopleOfRule(tenantId, projectId, rule, people);
    return people;
  }

  private async addPeopleOf(tenantId: string, filter: UserFilter, people: Set<string>): Promise<void> {
    let cursor: string | undefined;
    do {
      const page = await this.users.listUsers(tenantId, filter, { cursor, limit: PAGE_LIMIT });
      // Nobody chose those who left one by one, so nobody misses them.
      for (const user of page.items) if (user.active) people.add(user.id);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  private async addPeopleOfRule(tenantId: string, projectId: string, { queryId, column }: RecipientRule, people: Set<string>): Promise<void> {
    let cursor: string | undefined;
    let named = 0;
    do {
      const page = await this.content.peopleOfRule(tenantId, { projectId, ruleId: queryId, column }, { cursor, limit: RULE_PAGE_LIMIT });
      for (const id of page.items) people.add(id);
      named += page.items.length;
      if (named > MOST_OF_A_RULE) throw new RuleTooLargeError(queryId, MOST_OF_A_RULE);
      if (page.nextCursor !== undefined && page.items.length === 0) throw new HostUnavailableError(`The BI host gives no end to the people of rule ${queryId}`);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  private async boundBeside(chosen: ReadonlySet<string>, { tenantId, spec }: Selecting): Promise<Set<string>> {
    const bound = new Set<string>();
    let after: string | undefined;
    for (;;) {
      const some = await this.bindings.activeUsers(tenantId, authorizationOf(spec), after, BOUND_AT_ONCE);
      for (const { hostUserId } of some) if (!chosen.has(hostUserId)) bound.add(hostUserId);
      if (some.length < BOUND_AT_ONCE) return bound;
      after = some.at(-1)?.hostUserId;
    }
  }
}
