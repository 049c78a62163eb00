import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { onceOpen } from '../ui/once-open';

const ComparisonModal = onceOpen(async () => (await import('./comparison-modal')).ComparisonModal, ({ open }) => open);

/** Which of the two channels to use for what. */
export function AppOrRobotButton(): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<QuestionCircleOutlined aria-hidden />} onClick={() => setOpen(true)}>{t('robots.compare.open')}</Button>
      <ComparisonModal open={open} onClose={() => setOpen(false)} />
    </>
  );
}
