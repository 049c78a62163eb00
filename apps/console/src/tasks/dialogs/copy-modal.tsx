import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { api, ask, type Schemas } from '../../api/client';
import { useRights } from '../../session/me';
import { message } from '../../ui/feedback';
import { showFieldErrors } from '../../ui/field-errors';
import { useReportError } from '../../ui/use-report-error';
import { pagesQuery, projectsQuery, TASKS_KEY } from '../queries';
import type { DialogProps } from './task-dialog';

type Values = Schemas['CopyPushTaskRequestDto'];

/** The most characters of a title. */
const MOST = 100;

export function CopyModal({ task, onClose }: DialogProps): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { mayEdit } = useRights();
  const [form] = Form.useForm<Values>();
  const projectId = Form.useWatch('projectId', form) ?? task.projectId;
  const projects = useQuery(projectsQuery);
  const pages = useQuery(pagesQuery(projectId));
  const copy = useMutation({
    mutationFn: (body: Values) => ask(api.POST('/push/tasks/{id}/copy', { params: { path: { id: task.id } }, body })),
    onSuccess: (made) => {
      message.success(t('taskDialogs.copy.done'));
      void queries.invalidateQueries({ queryKey: TASKS_KEY });
      onClose();
      void navigate(`/tasks/${made.id}`);
    },
    onError: (error) => {
      if (showFieldErrors(form, error).length > 0 || form.getFieldsError().every(({ errors }) => errors.length === 0)) report(error);
    },
  });
  return (
    <Modal open title={t('taskDialogs.copy.title', { title: task.title })} okText={t('taskDialogs.copy.submit')} okButtonProps={{ loading: copy.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      <p>{t('taskDialogs.copy.text')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ title: Array.from(t('taskDialogs.copy.ofTitle', { title: task.title })).slice(0, MOST).join(''), projectId: task.projectId, pageId: task.pageId }}
        onFinish={(values) => copy.mutate(values)}
      >
        <Form.Item name="title" label={t('taskEditor.title')} rules={[{ required: true, whitespace: true, message: t('taskEditor.titleRequired') }]}>
          <Input maxLength={MOST} showCount />
        </Form.Item>
        <Form.Item name="projectId" label={t('taskEditor.project')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={projects.data?.items.filter(({ id }) => mayEdit(id)).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id: string) => form.setFieldValue('pageId', id === task.projectId ? task.pageId : undefined)}
          />
        </Form.Item>
        <Form.Item name="pageId" label={t('taskEditor.page')} rules={[{ required: true, message: t('taskEditor.pageRequired') }]}>
          <Select showSearch={{ optionFilterProp: 'label' }} loading={pages.isFetching} options={pages.data?.map(({ id, title, published }) => ({ value: id, label: title, disabled: !published }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
