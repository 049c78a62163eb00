import { useQuery } from '@tanstack/react-query';
import { Alert, ConfigProvider, Form, Input, Segmented, Select } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { appLabelOf, authorizationsQuery, isUsable, type Authorization } from '../../authorizations/queries';
import { useRights } from '../../session/me';
import { AuthorizationStateTag } from '../../ui/state-tag';
import { HostPersonSelect } from '../people/host-people-select';
import { robotChoicesQuery } from '../queries';
import { useRecipientsSummary } from '../recipients-summary';
import { Typography } from '../../ui/typography';
import { KnownPeopleSelect } from './known-people-select';
import { PeopleFields } from './people-fields';
import type { TaskForm } from './task-form';

/** Through which channel, to whom, and who looks after it. The API shows apps and people to administrators and editors only. */
export function RecipientFields(): ReactNode {
  return useRights().editsAnywhere ? <FieldsToEdit /> : <FieldsToRead />;
}

function FieldsToEdit(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const kind = Form.useWatch(['channel', 'kind'], form);
  const { componentDisabled } = ConfigProvider.useConfig();
  return (
    <>
      <Form.Item name={['channel', 'kind']} label={t('taskEditor.channelKind')} extra={kind === 'robots' && t('taskEditor.robotsHint')}>
        <Segmented disabled={componentDisabled} options={(['app', 'robots'] as const).map((value) => ({ value, label: t(`taskEditor.channels.${value}`) }))} />
      </Form.Item>
      {kind === 'robots' ? <Robots /> : <><App /><PeopleFields /></>}
      <Form.Item name="ownerUserId" label={t('tasks.owner')} extra={t(kind === 'robots' ? 'taskEditor.ownerHintRobots' : 'tasks.ownerHint')} rules={[{ required: true, message: t('taskEditor.ownerRequired') }]}>
        <HostPersonSelect />
      </Form.Item>
    </>
  );
}

function App(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const { administrator } = useRights();
  const { data } = useQuery(authorizationsQuery);
  const apps = data?.items.filter(isUsable);
  const only = apps?.length === 1 ? apps[0]?.id : undefined;
  useEffect(() => {
    if (only && !form.getFieldValue(['channel', 'authorizationId'])) form.setFieldValue(['channel', 'authorizationId'], only);
  }, [only, form]);
  return (
    <>
      {apps?.length === 0 && (
        <Alert type="warning" showIcon title={t('taskEditor.noAuthorization')} action={administrator && <Link to="/toolbox/wecom-app">{t('users.goAuthorize')}</Link>} style={{ marginBottom: 16 }} />
      )}
      <Form.Item name={['channel', 'authorizationId']} label={t('taskEditor.authorization')} rules={[{ required: true, message: t('taskEditor.authorizationRequired') }]}>
        <Select<string, Authorization & { label: string; value: string }>
          options={apps?.map((app) => ({ ...app, value: app.id, label: appLabelOf(app) }))}
          optionRender={({ data: app }) => <>{app.label}{' '}{app.state !== 'active' && <AuthorizationStateTag state={app.state} />}</>}
        />
      </Form.Item>
    </>
  );
}

function Robots(): ReactNode {
  const { t } = useTranslation();
  const { data, isPending } = useQuery(robotChoicesQuery);
  return (
    <Form.Item name={['channel', 'robotIds']} label={t('taskEditor.robots')} rules={[{ required: true, type: 'array', min: 1, max: 20, message: t('taskEditor.robotsRequired') }]}>
      <Select
        mode="multiple"
        loading={isPending}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('taskEditor.robotsPlaceholder')}
        notFoundContent={t('taskEditor.noRobots')}
        options={data?.items.map(({ id, name, state }) => ({ value: id, label: name, disabled: state === 'disabled' }))}
      />
    </Form.Item>
  );
}

function FieldsToRead(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const summary = useRecipientsSummary();
  const [projectId, channel, recipients] = [Form.useWatch('projectId', form), Form.useWatch('channel', { form, preserve: true }), Form.useWatch('recipients', { form, preserve: true })];
  return (
    <>
      <Form.Item name="ownerUserId" hidden><Input /></Form.Item>
      {channel && recipients && <Typography.Paragraph>{summary({ channel, recipients })}</Typography.Paragraph>}
      {channel?.kind === 'app' && (
        <Form.Item name={['recipients', 'userIds']} label={t('taskEditor.recipients')}>
          <KnownPeopleSelect projectId={projectId} />
        </Form.Item>
      )}
    </>
  );
}
