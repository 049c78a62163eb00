import type { Person, Project } from '../people/tenant';
import type { PageDefinition } from './page-definition';

/** The rows that a viewer sees of a page: all of them, or one region's. */
export type Scope = 'all' | 'east' | 'south';

export type View = { scope: Scope } | { denied: string };

const REGION_OF_DEPARTMENT: Readonly<Record<string, Scope>> = { east: 'east', south: 'south' };

/** What a person sees of a published page, or why nothing. */
export function viewOf(project: Project, page: PageDefinition, person: Person | undefined): View {
  if (!person) return { denied: '没有这个用户' };
  if (!person.active) return { denied: '用户已停用' };
  if (page.audience === 'members' && !person.administrator && !project.roles[person.id]) return { denied: '在该项目中没有角色，无权查看此页面' };
  if (!page.rowLevel || person.administrator) return { scope: 'all' };
  const regions = person.departmentIds.flatMap((id) => REGION_OF_DEPARTMENT[id] ?? []);
  return { scope: regions[0] ?? 'all' };
}

/** Equal for viewers who see the same. */
export function contentKeyOf(scope: Scope): string {
  return scope === 'all' ? 'all' : `region:${scope}`;
}

/** @returns undefined for a text that is no content key */
export function scopeOfContentKey(contentKey: string): Scope | undefined {
  return (['all', 'east', 'south'] as const).find((scope) => contentKeyOf(scope) === contentKey);
}
