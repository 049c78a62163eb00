import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { notification } from '../ui/feedback';

/** Tells that a push has begun, with the way to its record. */
export function useRunStarted(): (title: string, recordId: string) => void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (title, recordId) => {
    const key = `started-${recordId}`;
    const open = (): void => {
      notification.destroy(key);
      void navigate(`/records/${recordId}`);
    };
    notification.success({ key, title, actions: <Button type="primary" size="small" onClick={open}>{t('tasks.viewRecord')}</Button>, duration: 10 });
  };
}
