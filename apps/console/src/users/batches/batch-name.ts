import { useTranslation } from 'react-i18next';
import type { Batch } from './queries';

/** What a batch is called: its file, or by what people were matched. */
export function useBatchName(): (batch: Batch) => string {
  const { t } = useTranslation();
  return ({ source, fileName, by }) => (source === 'csv' ? (fileName ?? t('users.import.title')) : t('users.batch.matchName', { by: by.map((kind) => t(`users.match.kinds.${kind}`)).join(t('common.joiner')) }));
}
