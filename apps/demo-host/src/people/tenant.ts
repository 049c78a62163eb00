import type { HostUnit, HostUser, ProjectRole } from '../contract/contract.types';
import type { RuleDefinition } from '../content/rule-definition';
import type { PageDefinition, Text } from '../content/page-definition';

export interface Person extends HostUser {
  /** May do everything in every project. */
  administrator: boolean;
  /** As `password.ts` writes it. */
  passwordHash: string;
}

export interface Project {
  /** Unique among all tenants, since a page's web address names no tenant. */
  id: string;
  name: Text;
  /** User id to role; who is not named has no role in the project. */
  roles: Readonly<Record<string, ProjectRole>>;
  /** In the order in which they are shown. */
  pages: readonly PageDefinition[];
  /** Queries whose results name people. */
  rules: readonly RuleDefinition[];
}

export interface Tenant {
  id: string;
  /** Sorted by id. */
  people: readonly Person[];
  departments: readonly HostUnit[];
  groups: readonly HostUnit[];
  projects: readonly Project[];
}
