import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Modal, Skeleton } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Loaded when it is asked for: a page without a table need not bring one for it. */
const Comparison = lazy(async () => ({ default: (await import('./comparison')).Comparison }));

/** Which of the two channels to use for what. */
export function AppOrRobotButton(): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<QuestionCircleOutlined aria-hidden />} onClick={() => setOpen(true)}>{t('robots.compare.open')}</Button>
      <Modal open={open} width={760} title={t('robots.compare.title')} footer={null} onCancel={() => setOpen(false)}>
        <Suspense fallback={<Skeleton active />}><Comparison /></Suspense>
      </Modal>
    </>
  );
}
