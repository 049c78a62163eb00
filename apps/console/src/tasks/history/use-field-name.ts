import { useTranslation } from 'react-i18next';
import type { Messages } from '../../i18n/zh-CN';

type FieldName = keyof Messages['changes']['fields'];

/** @returns the words for a field of a task, or of what else the audit log tells of; its name where there are none */
export function useFieldName(): (field: string) => string {
  const { t, i18n } = useTranslation();
  const isKnown = (field: string): field is FieldName => i18n.exists(`changes.fields.${field}`);
  return (field) => (isKnown(field) ? t(`changes.fields.${field}`) : field);
}
