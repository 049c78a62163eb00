import type { FormInstance } from 'antd';
import { ApiError } from '../api/api-error';

type Path = (string | number)[];

/** `schedule.times.0` as antd writes it. */
const pathOf = (field: string): Path => field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));

const startsWith = (path: Path, start: Path): boolean => start.every((part, index) => part === path[index]);

/**
 * Puts what the API found wrong at the fields of a form. A wrong field inside of one of ours, such as one of several times,
 * is told at ours.
 * @returns problems that belong to no field of the form
 */
export function showFieldErrors(form: FormInstance, error: Error, { scroll } = { scroll: true }): string[] {
  if (!(error instanceof ApiError)) return [];
  const known = form.getFieldsError().map(({ name }) => name);
  const found = new Map<string, { name: Path; errors: string[] }>();
  const rest: string[] = [];
  for (const [field, problems] of Object.entries(error.fields)) {
    const path = pathOf(field);
    const name = known.filter((candidate) => startsWith(path, candidate)).toSorted((a, b) => b.length - a.length)[0];
    if (!name) rest.push(`${field}: ${problems.join(', ')}`);
    else found.set(name.join('.'), { name, errors: [...(found.get(name.join('.'))?.errors ?? []), ...problems] });
  }
  const fields = [...found.values()];
  form.setFields(fields);
  if (scroll && fields[0]) form.scrollToField(fields[0].name, { behavior: 'smooth', block: 'center', focus: true });
  return rest;
}
