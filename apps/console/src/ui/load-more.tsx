import { Button, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Typography } from './typography';

interface LoadMoreProps {
  hasMore: boolean;
  loading: boolean;
  onMore: () => void;
  /** Nothing is said below a list that fits on one page. */
  pages: number;
}

export function LoadMore({ hasMore, loading, onMore, pages }: LoadMoreProps): ReactNode {
  const { t } = useTranslation();
  if (!hasMore && pages < 2) return null;
  return (
    <Flex justify="center" style={{ paddingTop: 16 }}>
      {hasMore ? <Button loading={loading} onClick={onMore}>{t('common.loadMore')}</Button> : <Typography.Text type="secondary">{t('common.nothingMore')}</Typography.Text>}
    </Flex>
  );
}
