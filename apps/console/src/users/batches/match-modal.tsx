import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Checkbox, Form, InputNumber, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schemas } from '../../api/client';
import { useErrorText } from '../../ui/use-error-text';
import { DepartmentSelect } from '../department-select';
import { BATCHES_KEY, type Batch } from './queries';

const KINDS: readonly Schemas['BindingLookupKind'][] = ['email', 'mobile'];

interface MatchForm {
  by: Schemas['BindingLookupKind'][];
  departmentId?: string;
  accountCap?: number;
}

interface MatchModalProps {
  authorizationId: string;
  open: boolean;
  onClose: () => void;
  onStarted: (batch: Batch) => void;
}

/** Looks unbound people up at WeCom by what the BI knows of them. */
export function MatchModal({ authorizationId, open, onClose, onStarted }: MatchModalProps): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const textOf = useErrorText();
  const [form] = Form.useForm<MatchForm>();
  const start = useMutation({
    mutationFn: ({ by, departmentId, accountCap }: MatchForm) =>
      ask(api.POST('/push/bindings/matches', { body: { authorizationId, by: KINDS.filter((kind) => by.includes(kind)), departmentId: departmentId || undefined, accountCap: accountCap ?? undefined } })),
    onSuccess: onStarted,
    onSettled: () => queries.invalidateQueries({ queryKey: BATCHES_KEY }),
  });
  return (
    <Modal open={open} title={t('users.match.title')} okText={t('users.match.submit')} confirmLoading={start.isPending} onOk={form.submit} onCancel={onClose} afterClose={start.reset} destroyOnHidden>
      {start.error && <Alert type="error" showIcon title={textOf(start.error).title} description={textOf(start.error).remedy} style={{ marginBottom: 16 }} />}
      <Form<MatchForm> form={form} layout="vertical" requiredMark={false} preserve={false} initialValues={{ by: KINDS, departmentId: '' }} onFinish={(values) => start.mutate(values)}>
        <Form.Item name="by" label={t('users.match.by')} extra={t('users.match.byHint')} rules={[{ required: true, message: t('users.match.byRequired') }]}>
          <Checkbox.Group options={KINDS.map((value) => ({ value, label: t(`users.match.kinds.${value}`) }))} />
        </Form.Item>
        <Form.Item label={t('users.match.department')}><Form.Item<MatchForm> name="departmentId" noStyle><Department /></Form.Item></Form.Item>
        <Form.Item name="accountCap" label={t('users.match.accountCap')} extra={t('users.match.accountCapHint')}>
          <InputNumber min={1} max={10_000_000} precision={0} controls={false} style={{ width: 180 }} />
        </Form.Item>
      </Form>
      <Alert type="info" showIcon title={t('users.preview')} />
    </Modal>
  );
}

/** The form gives value and onChange. */
function Department({ value = '', onChange = () => {} }: { value?: string; onChange?: (id: string) => void }): ReactNode {
  return <DepartmentSelect value={value} onChange={onChange} />;
}
