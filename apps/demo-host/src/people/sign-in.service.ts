import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import type { SignedInUser } from '../contract/contract.types';
import { TooManyAttemptsError, WrongCredentialsError } from '../contract/host.errors';
import { passwordMatches } from './password';
import type { Person, Tenant } from './tenant';

const MAX_FAILURES = 5;
const LOCK_SECONDS = 60;
/** Bound of the memory that made-up account names can take. */
const MAX_ACCOUNTS_WATCHED = 10_000;

interface Failures {
  count: number;
  lastAt: number;
}

/** Checks account and password; five wrong passwords in a row close the account for a minute. Kept in memory. */
@Injectable()
export class SignInService {
  private readonly failures = new Map<string, Failures>();

  constructor(private readonly clock: Clock) {}

  /** @throws WrongCredentialsError @throws TooManyAttemptsError */
  async signIn(tenant: Tenant, account: string, password: string): Promise<SignedInUser> {
    const person = await this.check(tenant, account, password);
    const roles = tenant.projects.flatMap(({ id, roles }) => (roles[person.id] ? [[id, roles[person.id]] as const] : []));
    return { userId: person.id, name: person.name, administrator: person.administrator, projectRoles: Object.fromEntries(roles) };
  }

  /** @throws WrongCredentialsError @throws TooManyAttemptsError */
  async check(tenant: Tenant, account: string, password: string): Promise<Person> {
    const wanted = account.trim().toLowerCase();
    const key = `${tenant.id}\n${wanted}`;
    const now = this.clock.now().getTime();
    const failed = this.failures.get(key);
    const recent = failed !== undefined && now - failed.lastAt < LOCK_SECONDS * 1000;
    if (recent && failed.count >= MAX_FAILURES) {
      throw new TooManyAttemptsError(`Too many wrong passwords: try again in ${LOCK_SECONDS} seconds`);
    }
    // Counted before the slow check, so that guesses made at once do not all slip through.
    this.remember(key, { count: (recent ? failed.count : 0) + 1, lastAt: now });
    const person = tenant.people.find((one) => one.active && one.account.toLowerCase() === wanted);
    const matches = await passwordMatches(password, person?.passwordHash);
    if (!person || !matches) throw new WrongCredentialsError('Account or password is wrong');
    this.failures.delete(key);
    return person;
  }

  private remember(key: string, failures: Failures): void {
    this.failures.delete(key);
    this.failures.set(key, failures);
    if (this.failures.size > MAX_ACCOUNTS_WATCHED) this.failures.delete(this.failures.keys().next().value!);
  }
}
