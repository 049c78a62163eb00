import type { TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRights } from '../../session/me';
import type { ListedTask } from '../queries';

/** What the API changes at once, at most. */
const MOST = 1000;

export interface Selection<T extends ListedTask> {
  /** In the order in which they were chosen; also those that the list does not show any more. */
  chosen: readonly T[];
  clear: () => void;
  chooseAll: (tasks: readonly T[] | undefined) => void;
  props: TableProps<T>['rowSelection'];
}

/** Tasks to do something with at once: only those that one may edit. */
export function useSelection<T extends ListedTask>(): Selection<T> {
  const { t } = useTranslation();
  const rights = useRights();
  const [chosen, setChosen] = useState<readonly T[]>([]);
  return {
    chosen,
    clear: () => setChosen([]),
    chooseAll: (tasks) => setChosen((tasks ?? []).filter(({ projectId }) => rights.mayEdit(projectId)).slice(0, MOST)),
    props: rights.editsAnywhere
      ? {
          selectedRowKeys: chosen.map(({ id }) => id),
          preserveSelectedRowKeys: true,
          // antd draws its box for all a second time, hidden from eyes but not from the keyboard: the bar has a button for it.
          hideSelectAll: true,
          onChange: (_, rows) => setChosen(rows.slice(0, MOST)),
          getCheckboxProps: ({ projectId, title }) => ({ disabled: !rights.mayEdit(projectId), 'aria-label': t('tasks.bulk.choose', { title }) }),
        }
      : undefined,
  };
}
