import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isRecord } from '../../api/api-error';
import { authorizationsQuery } from '../../authorizations/queries';
import { useRights } from '../../session/me';
import { STATUTORY } from '../../settings/calendars/queries';
import { fullTime } from '../../ui/moment';
import { departmentsQuery } from '../../users/queries';
import { usePersonNames } from '../people/use-person-names';
import { calendarsQuery, groupsQuery, ownTemplatesQuery, robotChoicesQuery, templatesQuery } from '../queries';
import { useProjectNames } from '../use-project-names';
import { useFieldName } from './use-field-name';

const PEOPLE: ReadonlySet<string> = new Set(['userIds', 'excludedUserIds', 'ownerUserId', 'hostUserId', 'added', 'removed']);
/** Where the words for a value of these fields are. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  state: ['states.task', 'states.authorization', 'states.binding', 'states.template'],
  mode: ['states.mode'],
  kind: ['schedule.kinds'],
  onDayOff: ['schedule.onDayOffs'],
};
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** Fields and values of a change, with the field that each stands in. */
export type Named = readonly [field: string, value: unknown];

function peopleIn([field, value]: Named): string[] {
  if (isRecord(value)) return Object.entries(value).flatMap(peopleIn);
  if (!PEOPLE.has(field)) return [];
  return (Array.isArray(value) ? value : [value]).filter((id): id is string => typeof id === 'string');
}

/** @returns a value in words, where its field says what it is: names in the place of ids */
export function useValueText(values: readonly Named[]): (field: string, value: unknown) => string {
  const { t, i18n } = useTranslation();
  const { editsAnywhere } = useRights();
  const fieldName = useFieldName();
  const person = usePersonNames(values.flatMap(peopleIn));
  const project = useProjectNames();
  const { data: calendars } = useQuery(calendarsQuery);
  const { data: groups } = useQuery({ ...groupsQuery, enabled: editsAnywhere });
  const { data: departments } = useQuery({ ...departmentsQuery, enabled: editsAnywhere });
  const { data: templates } = useQuery(templatesQuery);
  const { data: ownTemplates } = useQuery({ ...ownTemplatesQuery, enabled: editsAnywhere });
  const { data: robots } = useQuery({ ...robotChoicesQuery, enabled: editsAnywhere });
  const { data: apps } = useQuery({ ...authorizationsQuery, enabled: editsAnywhere });

  const nameOf = (field: string, id: string): string | undefined => {
    if (PEOPLE.has(field)) return person(id);
    if (field === 'projectId') return project(id);
    if (field === 'calendarId') return id === STATUTORY ? t('common.statutory') : calendars?.items.find((one) => one.id === id)?.name;
    if (field === 'groupIds') return groups?.items.find((one) => one.id === id)?.name;
    if (field === 'departmentIds') return departments?.items.find((one) => one.id === id)?.name;
    if (field === 'templateKey') return templates?.items.find(({ key }) => key === id)?.name[i18n.language as 'zh-CN' | 'en-US'] ?? ownTemplates?.items.find((one) => one.id === id)?.name;
    if (field === 'robotIds') return robots?.items.find((one) => one.id === id)?.name;
    if (field === 'authorizationId') return apps?.items.find((one) => one.id === id)?.agentName;
    const place = WORDS[field]?.find((candidate) => i18n.exists(`${candidate}.${id}`));
    return place && (i18n.t as (key: string) => string)(`${place}.${id}`);
  };
  const textOf = (field: string, value: unknown): string => {
    if (value === null || value === undefined) return t('changes.nothing');
    if (typeof value === 'boolean') return t(value ? 'changes.yes' : 'changes.no');
    if (typeof value === 'string') return nameOf(field, value) ?? (TIME.test(value) ? fullTime(value, i18n.language) : value);
    if (Array.isArray(value)) return value.length === 0 ? t('changes.nothing') : value.map((one) => textOf(field, one)).join(t('common.joiner'));
    if (isRecord(value)) return Object.entries(value).map(([name, inside]) => `${fieldName(name)} ${textOf(name, inside)}`).join(t('changes.and'));
    return JSON.stringify(value);
  };
  return textOf;
}
