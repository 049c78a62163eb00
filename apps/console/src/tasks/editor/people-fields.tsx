import { useQuery } from '@tanstack/react-query';
import { Col, Collapse, Form, Row, Select, Switch } from 'antd';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CoveragePanel } from '../coverage/coverage-panel';
import { HostPeopleSelect } from '../people/host-people-select';
import { groupsQuery, rulesQuery } from '../queries';
import { later } from '../../ui/later';
import type { DepartmentsTreeProps } from './departments-tree';
import { RecipientsPicker } from './recipients-picker';
import { namesSomebody, type TaskForm } from './task-form';

const DepartmentsTree = later(async () => (await import('./departments-tree')).DepartmentsTree);

/** Whom the task means. Groups, departments, rules and all who are bound become people at each run. */
export function PeopleFields(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const authorizationId = Form.useWatch(['channel', 'authorizationId'], form);
  const groups = useQuery(groupsQuery);
  return (
    <>
      <Form.Item
        name={['recipients', 'userIds']}
        label={t('taskEditor.recipients')}
        dependencies={[['recipients', 'groupIds'], ['recipients', 'departmentIds'], ['recipients', 'allBound'], ['recipients', 'rule', 'queryId']]}
        rules={[{ validator: () => (namesSomebody((form.getFieldsValue(true) as TaskForm).recipients) ? Promise.resolve() : Promise.reject(new Error(t('taskEditor.recipientsRequired')))) }]}
      >
        <RecipientsPicker authorizationId={authorizationId} />
      </Form.Item>
      <Row gutter={16}>
        <Col xs={24} md={12}>
          <Form.Item name={['recipients', 'departmentIds']} label={t('taskEditor.departments')} tooltip={t('taskEditor.departmentsHint')}>
            <DepartmentsField />
          </Form.Item>
        </Col>
        <Col xs={24} md={12}>
          <Form.Item name={['recipients', 'groupIds']} label={t('taskEditor.groups')}>
            <Select mode="multiple" allowClear loading={groups.isPending} showSearch={{ optionFilterProp: 'label' }} options={groups.data?.items.map(({ id, name }) => ({ value: id, label: name }))} placeholder={t('taskEditor.optional')} />
          </Form.Item>
        </Col>
      </Row>
      <MorePeople />
      <CoveragePanel />
    </>
  );
}

/** As a field of the form; the tree is loaded after what one sees first. */
function DepartmentsField(field: DepartmentsTreeProps): ReactNode {
  const { t } = useTranslation();
  return <Suspense fallback={<Select id={field.id} loading disabled placeholder={t('taskEditor.optional')} />}><DepartmentsTree {...field} /></Suspense>;
}

/** What few tasks need: open where it is used. */
function MorePeople(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const projectId = Form.useWatch('projectId', form);
  const queryId = Form.useWatch(['recipients', 'rule', 'queryId'], { form, preserve: true });
  const rules = useQuery(rulesQuery(projectId ?? '')).data?.items ?? [];
  const columns = rules.find(({ id }) => id === queryId)?.columns ?? [];
  const { rule, allBound, excludedUserIds } = (form.getFieldsValue(true) as TaskForm).recipients;
  const used = Boolean(rule) || allBound || excludedUserIds.length > 0;
  const children = (
    <>
      <Row gutter={16}>
        <Col xs={24} md={12}>
          <Form.Item name={['recipients', 'rule', 'queryId']} label={t('taskEditor.rule')} extra={t('taskEditor.ruleHint')}>
            <Select
              allowClear
              options={rules.map(({ id, title }) => ({ value: id, label: title }))}
              placeholder={t('taskEditor.optional')}
              notFoundContent={t('taskEditor.noRules')}
              onChange={(chosen: string | undefined) => form.setFieldValue(['recipients', 'rule'], chosen ? { queryId: chosen, column: null } : null)}
            />
          </Form.Item>
        </Col>
        {columns.length > 0 && (
          <Col xs={24} md={12}>
            <Form.Item name={['recipients', 'rule', 'column']} label={t('taskEditor.ruleColumn')}>
              <Select allowClear options={columns.map(({ key, title }) => ({ value: key, label: title }))} placeholder={t('taskEditor.ruleFirst')} onChange={(column: string | undefined) => form.setFieldValue(['recipients', 'rule', 'column'], column ?? null)} />
            </Form.Item>
          </Col>
        )}
      </Row>
      <Form.Item name={['recipients', 'allBound']} label={t('taskEditor.allBound')} valuePropName="checked" extra={t('taskEditor.allBoundHint')}><Switch /></Form.Item>
      <Form.Item name={['recipients', 'excludedUserIds']} label={t('taskEditor.excluded')} extra={t('taskEditor.excludedHint')}><HostPeopleSelect placeholder={t('taskEditor.optional')} /></Form.Item>
    </>
  );
  return <Collapse ghost size="small" defaultActiveKey={used ? ['more'] : []} items={[{ key: 'more', label: t('taskEditor.morePeople'), children }]} style={{ marginBottom: 12 }} />;
}
