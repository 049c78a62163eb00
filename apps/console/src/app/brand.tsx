import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BrandMark } from '../ui/brand-mark';
import { Typography } from '../ui/typography';

export function Brand(): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex align="center" gap={10} style={{ height: 56, paddingInline: 20 }}>
      <BrandMark />
      <Typography.Text strong style={{ fontSize: 16 }}>{t('app.name')}</Typography.Text>
    </Flex>
  );
}
