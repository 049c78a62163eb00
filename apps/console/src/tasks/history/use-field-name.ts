import { useTranslation } from 'react-i18next';
import type { Messages } from '../../i18n/zh-CN';

type FieldName = keyof Messages['tasks']['fields'];
type OtherFieldName = keyof Messages['settings']['audit']['fields'];

/** @returns the words for a field of a task, or of what else the audit log tells of; its name where there are none */
export function useFieldName(): (field: string) => string {
  const { t, i18n } = useTranslation();
  const isKnown = (field: string): field is FieldName => i18n.exists(`tasks.fields.${field}`);
  const isOther = (field: string): field is OtherFieldName => i18n.exists(`settings.audit.fields.${field}`);
  return (field) => (isKnown(field) ? t(`tasks.fields.${field}`) : isOther(field) ? t(`settings.audit.fields.${field}`) : field);
}
