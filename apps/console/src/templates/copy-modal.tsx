import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { api, ask } from '../api/client';
import { message } from '../ui/feedback';
import { useReportError } from '../ui/use-report-error';
import { OWN_KEY } from './queries';

export interface CopyFrom {
  key: string;
  name: string;
}

export function CopyModal({ from, onClose }: { from: CopyFrom | undefined; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<{ name: string }>();
  const copy = useMutation({
    mutationFn: ({ name }: { name: string }) => ask(api.POST('/push/templates', { body: { from: from!.key, name } })),
    onError: report,
    onSuccess: (made) => {
      message.success(t('templates.copied'));
      onClose();
      void navigate(`/templates/${made.id}`);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: OWN_KEY }),
  });
  return (
    <Modal open={from !== undefined} title={t('templates.copyTitle', { name: from?.name })} okText={t('templates.copy')} confirmLoading={copy.isPending} onOk={form.submit} onCancel={onClose} destroyOnHidden>
      {from && (
        <Form form={form} layout="vertical" preserve={false} initialValues={{ name: t('templates.copyName', { name: from.name }) }} onFinish={(values) => copy.mutate(values)}>
          <Form.Item name="name" label={t('templates.name')} extra={t('templates.copyHint')} rules={[{ required: true, whitespace: true, message: t('templates.nameRequired') }]}>
            <Input autoFocus maxLength={60} showCount />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
