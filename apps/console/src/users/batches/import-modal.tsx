import { InboxOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Flex, Modal, Spin, Upload } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { Typography } from '../../ui/typography';
import { useErrorText } from '../../ui/use-error-text';
import { BATCHES_KEY, type Batch } from './queries';

interface ImportModalProps {
  authorizationId: string;
  open: boolean;
  onClose: () => void;
  onStarted: (batch: Batch) => void;
}

/** Takes a CSV file: its bytes go as they are, since the API knows in which encoding spreadsheets write. */
export function ImportModal({ authorizationId, open, onClose, onStarted }: ImportModalProps): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const textOf = useErrorText();
  const take = useMutation({
    mutationFn: (file: File) =>
      ask(
        api.POST('/push/bindings/imports', {
          params: { query: { authorizationId, fileName: file.name.slice(-200) } },
          body: file as unknown as string,
          bodySerializer: (body: unknown) => body as BodyInit,
          headers: { 'content-type': 'text/csv' },
        }),
      ),
    onSuccess: onStarted,
    onSettled: () => queries.invalidateQueries({ queryKey: BATCHES_KEY }),
  });
  return (
    <Modal open={open} title={t('users.import.title')} footer={null} onCancel={onClose} afterClose={take.reset} destroyOnHidden>
      <Flex vertical gap={16}>
        <Typography.Text>{t('users.import.columns')}</Typography.Text>
        {take.error && <Alert type="error" showIcon title={textOf(take.error).title} description={textOf(take.error).remedy} />}
        <Spin spinning={take.isPending}>
          <Upload.Dragger
            accept=".csv,.txt,text/csv"
            showUploadList={false}
            beforeUpload={(file) => {
              take.mutate(file);
              return false;
            }}
          >
            <p className="ant-upload-drag-icon"><InboxOutlined aria-hidden /></p>
            <p className="ant-upload-text">{t('users.import.drop')}</p>
            <p className="ant-upload-hint">{t('users.import.limits')}</p>
          </Upload.Dragger>
        </Spin>
        <Alert type="info" showIcon title={t('users.preview')} />
      </Flex>
    </Modal>
  );
}
