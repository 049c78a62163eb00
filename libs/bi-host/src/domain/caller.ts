import type { AuditActor, RequestOrigin } from './actor';
import { ForbiddenError } from './bi-host.errors';

/** What a person may do in one project: an editor makes tasks and sees records, a viewer sees records. */
export type ProjectRole = 'editor' | 'viewer';

const RANK: Record<ProjectRole, number> = { viewer: 1, editor: 2 };

export interface CallerFacts {
  tenantId: string;
  userId: string;
  name: string;
  /** Authorization, binding, robots, and everything in every project. */
  administrator: boolean;
  projectRoles: Readonly<Record<string, ProjectRole>>;
  /** Of a machine that calls with an API key; `userId` then is nobody's at the host. */
  apiKeyId?: string;
  /** Where the request came from; filled in by the guard of our endpoints. */
  origin?: RequestOrigin;
}

/** Who is calling. Nothing of another tenant is ever shown to a caller. */
export class Caller {
  readonly tenantId: string;
  readonly userId: string;
  readonly name: string;
  readonly administrator: boolean;
  private readonly projectRoles: ReadonlyMap<string, ProjectRole>;

  constructor(private readonly facts: CallerFacts) {
    this.tenantId = facts.tenantId;
    this.userId = facts.userId;
    this.name = facts.name;
    this.administrator = facts.administrator;
    this.projectRoles = new Map(Object.entries(facts.projectRoles));
  }

  /** Project id to role, as the host gave them; an administrator needs none. */
  get roles(): Record<string, ProjectRole> {
    return Object.fromEntries(this.projectRoles);
  }

  /** Who the audit log says it was. */
  get actor(): AuditActor {
    const { apiKeyId, origin } = this.facts;
    const { userId, name } = this;
    return { ...(apiKeyId === undefined ? { kind: 'user', id: userId } : { kind: 'api_key', id: apiKeyId }), name, ...origin };
  }

  /** The same caller in this request: a host may give one object to several. */
  from(origin: RequestOrigin): Caller {
    return new Caller({ ...this.facts, origin });
  }

  may(role: ProjectRole, projectId: string): boolean {
    const held = this.projectRoles.get(projectId);
    return this.administrator || (held !== undefined && RANK[held] >= RANK[role]);
  }

  /** @throws ForbiddenError when the caller has not at least this role in the project */
  mustBe(role: ProjectRole, projectId: string): void {
    if (!this.may(role, projectId)) throw new ForbiddenError(`This needs the role ${role} in the project`, { role, projectId });
  }

  /** @returns ids of the projects with at least this role; undefined means all */
  projectsAs(role: ProjectRole): string[] | undefined {
    return this.administrator ? undefined : [...this.projectRoles.keys()].filter((projectId) => this.may(role, projectId));
  }
}
