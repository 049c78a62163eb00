import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schemas } from '../../api/client';
import { HostPersonSelect } from '../../tasks/people/host-people-select';
import { showFieldErrors } from '../../ui/field-errors';
import { useReportError } from '../../ui/use-report-error';
import { ERASURES_KEY } from './queries';

const [SHORTEST, LONGEST, MOST] = [2, 128, 20];

interface RequestForm {
  way: 'find' | 'id';
  hostUserId: string;
  knownAs?: string[];
}

interface RequestModalProps {
  open: boolean;
  onClose: () => void;
  onRequested: (erasure: Schemas['RequestedErasureResponseDto']) => void;
}

/** Whose data it is about: somebody at the host, or somebody who left it and is known by the id. Nothing is touched. */
export function RequestModal({ open, onClose, onRequested }: RequestModalProps): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const [form] = Form.useForm<RequestForm>();
  const way = Form.useWatch('way', form);
  const request = useMutation({
    mutationFn: ({ hostUserId, knownAs }: RequestForm) => ask(api.POST('/push/erasures', { body: { hostUserId: hostUserId.trim(), knownAs: knownAs ?? [] } })),
    onSuccess: (erasure) => {
      void queries.invalidateQueries({ queryKey: ERASURES_KEY });
      onRequested(erasure);
    },
    onError: (error) => {
      if (showFieldErrors(form, error).length > 0 || form.getFieldsError().every(({ errors }) => errors.length === 0)) report(error);
    },
  });
  return (
    <Modal open={open} title={t('erasures.form.title')} okText={t('erasures.form.submit')} confirmLoading={request.isPending} onOk={form.submit} onCancel={onClose} destroyOnHidden>
      <Form form={form} layout="vertical" preserve={false} initialValues={{ way: 'find' }} onFinish={(values) => request.mutate(values)}>
        <Form.Item name="way" label={t('erasures.form.how')}>
          <Radio.Group options={(['find', 'id'] as const).map((value) => ({ value, label: t(`erasures.form.ways.${value}`) }))} onChange={() => form.resetFields(['hostUserId'])} />
        </Form.Item>
        {way === 'id' ? (
          <Form.Item name="hostUserId" label={t('erasures.form.id')} extra={t('erasures.form.idHint')} rules={[{ required: true, whitespace: true, message: t('erasures.form.idRequired') }]}>
            <Input maxLength={LONGEST} autoComplete="off" />
          </Form.Item>
        ) : (
          <Form.Item name="hostUserId" label={t('erasures.form.person')} rules={[{ required: true, message: t('erasures.form.personRequired') }]}>
            <HostPersonSelect withInactive placeholder={t('erasures.form.personPlaceholder')} />
          </Form.Item>
        )}
        <Form.Item
          name="knownAs"
          label={t('erasures.form.knownAs')}
          extra={t('erasures.form.knownAsHint')}
          rules={[{ validator: (_, names: string[] = []) => (names.length <= MOST && names.every(({ length }) => length >= SHORTEST && length <= LONGEST) ? Promise.resolve() : Promise.reject(new Error(t('erasures.form.knownAsLength')))) }]}
        >
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
      </Form>
      <Alert type="info" showIcon title={t('erasures.form.text')} />
    </Modal>
  );
}
