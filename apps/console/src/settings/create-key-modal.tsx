import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, DatePicker, Form, Input, Modal, Radio, Select, Typography } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { projectsQuery } from '../tasks/queries';
import { useReportError } from '../ui/use-report-error';
import { API_KEYS_KEY } from './queries';

type Role = 'administrator' | 'editor' | 'viewer';
interface KeyForm {
  name: string;
  role: Role;
  projects?: string[];
  expires: Dayjs;
}

/** What the API allows, in days. */
const LONGEST = 366;

/** Makes a key; its text is in this answer alone. */
export function CreateKeyModal({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const [form] = Form.useForm<KeyForm>();
  const role = Form.useWatch('role', form);
  const projects = useQuery(projectsQuery);
  const create = useMutation({
    mutationFn: ({ name, role: chosen, projects: ids = [], expires }: KeyForm) =>
      ask(api.POST('/push/api-keys', {
        body: {
          name,
          administrator: chosen === 'administrator',
          projectRoles: chosen === 'administrator' ? {} : Object.fromEntries(ids.map((id) => [id, chosen])),
          expiresAt: expires.endOf('day').toISOString(),
        },
      })),
    onError: report,
    onSuccess: () => queries.invalidateQueries({ queryKey: API_KEYS_KEY }),
  });
  const made = create.data;
  return (
    <Modal
      open={open}
      title={t(made ? 'settings.keys.madeTitle' : 'settings.keys.create')}
      onCancel={onClose}
      afterOpenChange={(isOpen) => !isOpen && create.reset()}
      mask={{ closable: false }}
      footer={
        made ? (
          <Button type="primary" onClick={onClose}>{t('settings.keys.kept')}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="primary" loading={create.isPending} onClick={form.submit}>{t('settings.keys.submit')}</Button>
          </>
        )
      }
      destroyOnHidden
    >
      {made ? (
        <>
          <Alert type="warning" showIcon title={t('settings.keys.once')} style={{ marginBottom: 16 }} />
          <Typography.Paragraph code copyable style={{ wordBreak: 'break-all' }}>{made.key}</Typography.Paragraph>
        </>
      ) : (
        <Form form={form} layout="vertical" preserve={false} initialValues={{ role: 'viewer', expires: dayjs().add(90, 'day') }} onFinish={(values) => create.mutate(values)}>
          <Form.Item name="name" label={t('settings.keys.name')} extra={t('settings.keys.nameHint')} rules={[{ required: true, whitespace: true, message: t('settings.keys.nameRequired') }]}>
            <Input autoFocus maxLength={100} />
          </Form.Item>
          <Form.Item name="role" label={t('settings.keys.role')}>
            <Radio.Group options={(['viewer', 'editor', 'administrator'] as const).map((value) => ({ value, label: value === 'administrator' ? t('app.administrator') : t(`settings.roles.${value}`) }))} />
          </Form.Item>
          {role !== 'administrator' && (
            <Form.Item name="projects" label={t('settings.keys.projects')} rules={[{ required: true, message: t('settings.keys.projectsRequired') }]}>
              <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} loading={projects.isPending} options={projects.data?.items.map(({ id, name }) => ({ value: id, label: name }))} />
            </Form.Item>
          )}
          <Form.Item name="expires" label={t('settings.keys.expiresAt')} extra={t('settings.keys.expiresHint')} rules={[{ required: true, message: t('settings.keys.expiresRequired') }]}>
            <DatePicker minDate={dayjs()} maxDate={dayjs().add(LONGEST - 1, 'day')} style={{ width: '100%' }} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
