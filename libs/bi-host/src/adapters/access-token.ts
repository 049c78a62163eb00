import { z } from 'zod';
import type { CallerFacts } from '../domain/caller';

const claims = z.object({
  sub: z.string().min(1).max(128),
  tenant: z.string().min(1).max(128),
  name: z.string().max(256),
  push_administrator: z.boolean().default(false),
  push_projects: z.record(z.string(), z.enum(['editor', 'viewer'])).default({}),
});

/** @returns undefined when a claim is missing or not of its type */
export function factsOfClaims(payload: unknown): CallerFacts | undefined {
  const { data } = claims.safeParse(payload);
  return data && { tenantId: data.tenant, userId: data.sub, name: data.name, administrator: data.push_administrator, projectRoles: data.push_projects };
}

/** The claims that {@link factsOfClaims} reads back, but for `sub`. */
export function claimsOfFacts(facts: CallerFacts): Record<string, unknown> {
  // An administrator may do everything in every project: roles would only make the token longer than a header may be.
  const projects = facts.administrator ? {} : facts.projectRoles;
  return { tenant: facts.tenantId, name: facts.name, push_administrator: facts.administrator, push_projects: projects };
}
