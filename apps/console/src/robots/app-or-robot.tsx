import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Modal, Table, Typography, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const ROWS = ['reaches', 'sees', 'setup', 'record', 'limit', 'goodFor'] as const;
type Row = (typeof ROWS)[number];

/** Which of the two channels to use for what. */
export function AppOrRobotButton(): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const columns: TableColumnsType<{ row: Row }> = [
    { key: 'what', width: 130, render: (_, { row }) => <Typography.Text strong>{t(`robots.compare.${row}.what`)}</Typography.Text> },
    { title: t('robots.compare.app'), key: 'app', render: (_, { row }) => t(`robots.compare.${row}.app`) },
    { title: t('robots.compare.robot'), key: 'robot', render: (_, { row }) => t(`robots.compare.${row}.robot`) },
  ];
  return (
    <>
      <Button icon={<QuestionCircleOutlined aria-hidden />} onClick={() => setOpen(true)}>{t('robots.compare.open')}</Button>
      <Modal open={open} width={760} title={t('robots.compare.title')} footer={null} onCancel={() => setOpen(false)}>
        <Typography.Paragraph>{t('robots.compare.rule')}</Typography.Paragraph>
        <Table size="small" rowKey="row" columns={columns} dataSource={ROWS.map((row) => ({ row }))} pagination={false} scroll={{ x: 520 }} />
      </Modal>
    </>
  );
}
