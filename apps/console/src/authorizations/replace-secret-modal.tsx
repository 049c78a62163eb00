import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schemas } from '../api/client';
import { message } from '../ui/feedback';
import { Typography } from '../ui/typography';
import { appNameOf, AUTHORIZATIONS_KEY, type Authorization } from './queries';
import { Refusal } from './authorize/refusal';

interface ReplaceSecretModalProps {
  authorization: Authorization;
  open: boolean;
  onClose: () => void;
}

export function ReplaceSecretModal({ authorization, open, onClose }: ReplaceSecretModalProps): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [form] = Form.useForm<Schemas['ReplaceSecretRequestDto']>();
  const replace = useMutation({
    mutationFn: (body: Schemas['ReplaceSecretRequestDto']) => ask(api.PUT('/push/authorizations/{id}/secret', { params: { path: { id: authorization.id } }, body })),
    onSuccess: () => {
      message.success(t('authorizations.secretForm.done'));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: AUTHORIZATIONS_KEY }),
  });
  return (
    <Modal
      open={open}
      title={t('authorizations.secretForm.title', { name: appNameOf(authorization) })}
      okText={replace.isPending ? t('authorizations.form.submitting') : t('authorizations.secretForm.submit')}
      confirmLoading={replace.isPending}
      onOk={form.submit}
      onCancel={onClose}
      afterOpenChange={(isOpen) => !isOpen && replace.reset()}
      destroyOnHidden
    >
      <Typography.Paragraph type="secondary">{t('authorizations.secretForm.text')}</Typography.Paragraph>
      {replace.error && <div style={{ marginBottom: 16 }}><Refusal error={replace.error} /></div>}
      <Form form={form} layout="vertical" preserve={false} requiredMark={false} onFinish={(values) => replace.mutate(values)}>
        <Form.Item name="secret" label={t('authorizations.form.secret')} extra={t('authorizations.form.secretHint')} rules={[{ required: true, whitespace: true, message: t('authorizations.form.secretRequired') }]} normalize={trim}>
          <Input.Password autoComplete="off" autoFocus maxLength={512} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

const trim = (value: string): string => value.trim();
