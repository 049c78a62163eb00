import { Flex, Spin } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function FullPageSpin(): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex role="status" aria-label={t('app.loading')} align="center" justify="center" style={{ height: '100%', minHeight: 240 }}>
      <Spin size="large" />
    </Flex>
  );
}
