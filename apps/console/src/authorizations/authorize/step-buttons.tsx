import { Button, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface StepButtonsProps {
  onBack?: () => void;
  next: string;
  loading?: boolean;
  /** Left out, the button submits the form around it. */
  onNext?: () => void;
}

export function StepButtons({ onBack, next, loading, onNext }: StepButtonsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex justify="flex-end" gap={8}>
      {onBack && <Button disabled={loading} onClick={onBack}>{t('authorizations.form.back')}</Button>}
      <Button type="primary" htmlType={onNext ? 'button' : 'submit'} loading={loading} onClick={onNext}>{next}</Button>
    </Flex>
  );
}
