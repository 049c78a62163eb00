import { useTranslation } from 'react-i18next';
import type { Messages } from '../../i18n/zh-CN';

type FieldName = keyof Messages['tasks']['fields'];

/** @returns the words for a field of a task, or its name where there are none */
export function useFieldName(): (field: string) => string {
  const { t, i18n } = useTranslation();
  const isKnown = (field: string): field is FieldName => i18n.exists(`tasks.fields.${field}`);
  return (field) => (isKnown(field) ? t(`tasks.fields.${field}`) : field);
}
