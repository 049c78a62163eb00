export interface FoundField {
  /** With the indexes of this very place, such as `articles[2].title`. */
  path: string;
  value: unknown;
}

/** All places of a path such as `articles[].title`; a place whose parent is missing is left out. */
export function fieldsAt(root: unknown, path: string): FoundField[] {
  let found: FoundField[] = [{ path: '', value: root }];
  for (const step of path.split('.')) {
    const name = step.replace('[]', '');
    found = found.flatMap(({ path: at, value }) => {
      if (typeof value !== 'object' || value === null) return [];
      const next: FoundField = { path: at ? `${at}.${name}` : name, value: (value as Record<string, unknown>)[name] };
      if (!step.endsWith('[]')) return [next];
      return Array.isArray(next.value) ? next.value.map((element: unknown, i) => ({ path: `${next.path}[${i}]`, value: element })) : [];
    });
  }
  return found;
}
