import { useTranslation } from 'react-i18next';
import { notification } from './feedback';
import { useErrorText } from './use-error-text';

/** Tells in a corner of the page what went wrong and what mends it. */
export function useReportError(): (error: Error) => void {
  const { t } = useTranslation();
  const textOf = useErrorText();
  return (error) => {
    const { title, remedy } = textOf(error);
    // Equal errors are told once.
    notification.error({ key: title, title, description: remedy && t('failure.remedy', { text: remedy }), duration: 8 });
  };
}
