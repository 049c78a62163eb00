import { Modal, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Typography } from '../ui/typography';

const ROWS = ['reaches', 'sees', 'setup', 'record', 'limit', 'goodFor'] as const;
type Row = (typeof ROWS)[number];

/** App and robot side by side. */
export function ComparisonModal({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const columns: TableColumnsType<{ row: Row }> = [
    { title: t('robots.compare.aspect'), key: 'what', width: 130, render: (_, { row }) => <Typography.Text strong>{t(`robots.compare.${row}.what`)}</Typography.Text> },
    { title: t('robots.compare.app'), key: 'app', render: (_, { row }) => t(`robots.compare.${row}.app`) },
    { title: t('robots.compare.robot'), key: 'robot', render: (_, { row }) => t(`robots.compare.${row}.robot`) },
  ];
  return (
    <Modal open={open} width={760} title={t('robots.compare.title')} footer={null} onCancel={onClose}>
      <Typography.Paragraph>{t('robots.compare.rule')}</Typography.Paragraph>
      <Table size="small" rowKey="row" columns={columns} dataSource={ROWS.map((row) => ({ row }))} pagination={false} scroll={{ x: 520 }} />
    </Modal>
  );
}
