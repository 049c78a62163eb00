import { useQuery } from '@tanstack/react-query';
import { Alert, Form, Input, Select } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { appLabelOf, authorizationsQuery, isUsable, type Authorization } from '../../authorizations/queries';
import { useRights } from '../../session/me';
import { AuthorizationStateTag } from '../../ui/state-tag';
import { KnownPeopleSelect } from './known-people-select';
import { PersonSelect } from './person-select';
import { RecipientsPicker } from './recipients-picker';
import type { TaskForm } from './task-form';

const USER_IDS = ['recipients', 'userIds'];

/** Through which app, to whom, and who looks after it. The API shows apps and people to administrators and editors only. */
export function RecipientFields(): ReactNode {
  return useRights().editsAnywhere ? <FieldsToEdit /> : <FieldsToRead />;
}

function FieldsToEdit(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const authorizationId = Form.useWatch('authorizationId', form);
  const { administrator } = useRights();
  const { data } = useQuery(authorizationsQuery);
  const apps = data?.items.filter(isUsable);
  const only = apps?.length === 1 ? apps[0]?.id : undefined;
  useEffect(() => {
    if (only && !form.getFieldValue('authorizationId')) form.setFieldValue('authorizationId', only);
  }, [only, form]);
  return (
    <>
      {apps?.length === 0 && (
        <Alert type="warning" showIcon title={t('tasks.editor.noAuthorization')} action={administrator && <Link to="/toolbox/wecom-app">{t('users.goAuthorize')}</Link>} style={{ marginBottom: 16 }} />
      )}
      <Form.Item name="authorizationId" label={t('tasks.editor.authorization')} rules={[{ required: true, message: t('tasks.editor.authorizationRequired') }]}>
        <Select<string, Authorization & { label: string; value: string }>
          options={apps?.map((app) => ({ ...app, value: app.id, label: appLabelOf(app) }))}
          optionRender={({ data: app }) => <>{app.label}{' '}{app.state !== 'active' && <AuthorizationStateTag state={app.state} />}</>}
        />
      </Form.Item>
      <Form.Item name={USER_IDS} label={t('tasks.editor.recipients')} rules={[{ required: true, type: 'array', min: 1, message: t('tasks.editor.recipientsRequired') }]}>
        <RecipientsPicker authorizationId={authorizationId} />
      </Form.Item>
      <Form.Item name="ownerUserId" label={t('tasks.editor.owner')} extra={t('tasks.editor.ownerHint')} rules={[{ required: true, message: t('tasks.editor.ownerRequired') }]}>
        <PersonSelect authorizationId={authorizationId} />
      </Form.Item>
    </>
  );
}

function FieldsToRead(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const projectId = Form.useWatch('projectId', form);
  return (
    <>
      <Form.Item name="authorizationId" hidden><Input /></Form.Item>
      <Form.Item name="ownerUserId" hidden><Input /></Form.Item>
      <Form.Item name={USER_IDS} label={t('tasks.editor.recipients')}>
        <KnownPeopleSelect projectId={projectId} />
      </Form.Item>
    </>
  );
}
