import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Form, Select, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schemas } from '../../api/client';
import { useRights } from '../../session/me';
import { Failure } from '../../ui/failure';
import { message } from '../../ui/feedback';
import { Moment } from '../../ui/moment';
import { Typography } from '../../ui/typography';
import { useReportError } from '../../ui/use-report-error';
import { showFieldErrors } from '../../ui/field-errors';
import { HostPeopleSelect } from '../people/host-people-select';
import { projectsQuery, TASKS_KEY } from '../queries';

type Deputies = Schemas['DeputiesResponseDto'];

const deputiesKey = (projectId: string) => ['deputies', projectId];

/** Who takes over tasks of a project when their owner leaves. */
export function DeputiesDrawer({ projectId: first, onClose }: { projectId: string; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { mayEdit } = useRights();
  const projects = useQuery(projectsQuery);
  const choices = projects.data?.items.filter(({ id }) => mayEdit(id));
  const [chosen, setChosen] = useState(first);
  const projectId = chosen || choices?.[0]?.id;
  const deputies = useQuery({
    queryKey: deputiesKey(projectId ?? ''),
    queryFn: () => ask(api.GET('/push/projects/{projectId}/deputies', { params: { path: { projectId: projectId! } } })),
    enabled: projectId !== undefined,
  });
  return (
    <Drawer open size={520} title={t('taskDialogs.deputies.title')} onClose={onClose}>
      <Typography.Paragraph type="secondary">{t('taskDialogs.deputies.text')}</Typography.Paragraph>
      <Form layout="vertical">
        <Form.Item label={t('common.project')} htmlFor="deputies-project">
          <Select id="deputies-project" value={projectId} options={choices?.map(({ id, name }) => ({ value: id, label: name }))} onChange={setChosen} showSearch={{ optionFilterProp: 'label' }} />
        </Form.Item>
      </Form>
      {deputies.error ? <Failure error={deputies.error} onRetry={() => void deputies.refetch()} /> : deputies.data ? <DeputiesForm key={`${deputies.data.projectId} ${deputies.data.updatedAt}`} deputies={deputies.data} /> : <Skeleton active />}
    </Drawer>
  );
}

function DeputiesForm({ deputies }: { deputies: Deputies }): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const [form] = Form.useForm<{ userIds: string[] }>();
  const { projectId, updatedAt } = deputies;
  const save = useMutation({
    mutationFn: ({ userIds }: { userIds: string[] }) => ask(api.PUT('/push/projects/{projectId}/deputies', { params: { path: { projectId } }, body: { userIds } })),
    onSuccess: (saved) => {
      message.success(t('taskDialogs.deputies.saved'));
      queries.setQueryData(deputiesKey(projectId), saved);
      // Tasks without an owner go to the new deputies.
      void queries.invalidateQueries({ queryKey: TASKS_KEY });
    },
    onError: (error) => {
      if (showFieldErrors(form, error).length > 0 || form.getFieldsError().every(({ errors }) => errors.length === 0)) report(error);
    },
  });
  return (
    <Form form={form} layout="vertical" initialValues={{ userIds: deputies.userIds }} onFinish={(values: { userIds: string[] }) => save.mutate(values)}>
      {deputies.userIds.length === 0 && <Alert type="info" showIcon title={t('taskDialogs.deputies.none')} style={{ marginBottom: 16 }} />}
      <Form.Item name="userIds" label={t('taskDialogs.deputies.people')} extra={t('taskDialogs.deputies.hint')} rules={[{ type: 'array', max: 20, message: t('taskDialogs.deputies.most') }]}>
        <HostPeopleSelect placeholder={t('taskDialogs.deputies.placeholder')} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={save.isPending}>{t('taskEditor.submitSave')}</Button>
      {updatedAt !== null && <Typography.Text type="secondary" style={{ marginInlineStart: 12 }}>{t('taskEditor.lastChange')}{' '}<Moment value={updatedAt} /></Typography.Text>}
    </Form>
  );
}
