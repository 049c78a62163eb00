import { Injectable } from '@nestjs/common';
import { TenantNotFoundError } from '../contract/host.errors';
import { demoTenant } from './demo-tenant.data';
import { otherTenant } from './other-tenant.data';
import type { Project, Tenant } from './tenant';

/** The customers of this BI. Nothing of one is ever given to another. */
@Injectable()
export class TenantBook {
  private readonly tenants = new Map<string, Tenant>([demoTenant, otherTenant].map((tenant) => [tenant.id, tenant]));

  /** @throws TenantNotFoundError */
  get(tenantId: string): Tenant {
    const tenant = this.tenants.get(tenantId);
    if (!tenant) throw new TenantNotFoundError('This host knows no such tenant');
    return tenant;
  }

  all(): Tenant[] {
    return [...this.tenants.values()];
  }

  /** @returns undefined when no tenant has such a project */
  findProject(projectId: string): { tenant: Tenant; project: Project } | undefined {
    for (const tenant of this.tenants.values()) {
      const project = tenant.projects.find(({ id }) => id === projectId);
      if (project) return { tenant, project };
    }
    return undefined;
  }
}
