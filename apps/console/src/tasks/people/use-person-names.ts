import { useTranslation } from 'react-i18next';
import { useMe } from '../../session/me';
import { useHostPeople } from './use-host-people';

/** How the API writes who did something that no person did. */
const KEY = 'api-key:';
const ERASED = 'erased-';

/** @returns names of people by id: of those of `ids` that the host knows, else the id; also for who was erased, and for keys */
export function usePersonNames(ids: readonly (string | null | undefined)[]): (id: string) => string {
  const { t } = useTranslation();
  const me = useMe();
  const known = useHostPeople([...new Set(ids.filter((id): id is string => Boolean(id)))].filter((id) => id !== me.id && !id.startsWith(KEY) && !id.startsWith(ERASED)));
  return (id) => {
    if (id === me.id) return me.name;
    if (id.startsWith(ERASED)) return t('common.erasedPerson');
    if (id.startsWith(KEY)) return t('common.apiKey');
    return known.get(id)?.name ?? id;
  };
}
