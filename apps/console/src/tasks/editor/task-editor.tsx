import { ArrowLeftOutlined, ExperimentOutlined, HistoryOutlined, SendOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Col, ConfigProvider, Flex, Form, Row, theme, Tooltip } from 'antd';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import { ApiError } from '../../api/api-error';
import { api, ask } from '../../api/client';
import { useRights } from '../../session/me';
import { showFieldErrors } from '../../ui/field-errors';
import { Moment } from '../../ui/moment';
import { Page } from '../../ui/page';
import { TaskStateTag } from '../../ui/state-tag';
import { useLeaveGuard } from '../../ui/use-leave-guard';
import { useReportError } from '../../ui/use-report-error';
import { TaskDialog, type DialogKind } from '../dialogs/task-dialog';
import { taskQuery, TASKS_KEY, type PushTask } from '../queries';
import { useTaskActions } from '../use-task-actions';
import { AdvancedFields } from './advanced-fields';
import { ContentFields } from './content-fields';
import { RecipientFields } from './recipient-fields';
import { ScheduleFields } from './schedule-fields';
import { SchedulePreview } from './schedule-preview';
import { formOf, requestOf, type TaskForm } from './task-form';
import { WordsFields } from './words-fields';

interface TaskEditorProps {
  /** The task that is edited; left out for a new one. */
  task?: PushTask;
  initial: TaskForm;
}

export function TaskEditor({ task, initial }: TaskEditorProps): ReactNode {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const report = useReportError();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const rights = useRights();
  const guard = useLeaveGuard();
  const { token } = theme.useToken();
  const [form] = Form.useForm<TaskForm>();
  // What the form was filled with: its version goes back with an edit, so that nobody's change is overwritten.
  const [base, setBase] = useState(task);
  const [changed, setChanged] = useState(false);
  const readOnly = base !== undefined && !rights.mayEdit(base.projectId);

  const fill = (saved: PushTask): void => {
    setBase(saved);
    form.setFieldsValue(formOf(saved));
    setChanged(false);
    guard.saved();
  };

  const reload = async (): Promise<void> => {
    if (base) fill(await queries.fetchQuery({ ...taskQuery(base.id), staleTime: 0 }));
  };

  const save = useMutation({
    mutationFn: (values: TaskForm) => {
      const body = requestOf(values, base);
      return ask(base ? api.PUT('/push/tasks/{id}', { params: { path: { id: base.id } }, body: { ...body, version: base.version } }) : api.POST('/push/tasks', { body }));
    },
    onSuccess: (saved) => {
      void message.success(t(base ? 'tasks.editor.saved' : 'tasks.editor.created'));
      queries.setQueryData(taskQuery(saved.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: [...TASKS_KEY, 'list'] });
      guard.saved();
      // A new task goes on at its own address.
      if (base) fill(saved);
      else void navigate(`/tasks/${saved.id}`, { replace: true });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'PUSH_TASK_CHANGED') {
        void modal.confirm({ title: t('tasks.editor.changedTitle'), content: t('tasks.editor.changedText'), okText: t('tasks.editor.reload'), onOk: () => reload().catch(report) });
        return;
      }
      const elsewhere = showFieldErrors(form, error);
      const allShown = error instanceof ApiError && Object.keys(error.fields).length > 0 && elsewhere.length === 0;
      if (!allShown) report(error);
    },
  });

  return (
    <Page
      title={
        <Flex align="center" gap={8}>
          <Link to="/tasks"><Button type="text" icon={<ArrowLeftOutlined aria-hidden />} aria-label={t('common.backToList')} /></Link>
          {t(!base ? 'tasks.editor.createTitle' : readOnly ? 'tasks.editor.viewTitle' : 'tasks.editor.editTitle')}
          {base && <TaskStateTag state={base.state} hint={base.state === 'stopped' ? t('tasks.stoppedHint', { count: base.failureCount }) : undefined} />}
        </Flex>
      }
      description={base && <>{t('tasks.editor.lastChange')}{' '}<Moment value={base.updatedAt} /></>}
      actions={base && <TaskButtons task={base} changed={changed} readOnly={readOnly} />}
    >
      {readOnly && <Alert type="info" showIcon title={t('tasks.editor.readOnly')} />}
      {/* Whoever may not change a task still reads it. */}
      <ConfigProvider theme={readOnly ? { token: { colorTextDisabled: token.colorText } } : undefined}>
        <Form<TaskForm>
          form={form}
          layout="vertical"
          initialValues={initial}
          disabled={readOnly || save.isPending}
          scrollToFirstError={{ behavior: 'smooth', block: 'center', focus: true }}
          onValuesChange={() => {
            setChanged(true);
            guard.changed();
          }}
          onFinish={(values) => save.mutate(values)}
        >
          <Row gutter={[20, 20]}>
            <Col xs={24} xl={16}>
              <Flex vertical gap={20}>
                <Section title={t('tasks.editor.contentSection')}><ContentFields isNew={!base} /></Section>
                <Section title={t('tasks.editor.channelSection')}><RecipientFields /></Section>
                <Section title={t('tasks.editor.scheduleSection')}><ScheduleFields /></Section>
                <Section title={t('tasks.editor.wordsSection')}><WordsFields /></Section>
                <Section title={t('tasks.editor.advancedSection')}><AdvancedFields /></Section>
              </Flex>
            </Col>
            <Col xs={24} xl={8}>
              <div style={{ position: 'sticky', top: 76 }}><SchedulePreview /></div>
            </Col>
          </Row>
          {!readOnly && (
            <Card variant="borderless" styles={{ body: { padding: 12 } }} style={{ position: 'sticky', bottom: 0, marginTop: 20, zIndex: 5, boxShadow: '0 -4px 16px rgb(0 0 0 / 6%)' }}>
              <Flex gap={8} justify="flex-end">
                <Link to="/tasks"><Button disabled={false}>{t('common.cancel')}</Button></Link>
                <Button type="primary" htmlType="submit" loading={save.isPending} disabled={base !== undefined && !changed}>{t(base ? 'tasks.editor.submitSave' : 'tasks.editor.submitCreate')}</Button>
              </Flex>
            </Card>
          )}
        </Form>
      </ConfigProvider>
    </Page>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return <Card variant="borderless" title={title} styles={{ body: { paddingBottom: 4 } }}>{children}</Card>;
}

function TaskButtons({ task, changed, readOnly }: { task: PushTask; changed: boolean; readOnly: boolean }): ReactNode {
  const { t } = useTranslation();
  const actions = useTaskActions();
  const [dialog, setDialog] = useState<DialogKind>();
  // What is sent is what is saved.
  const hint = changed ? t('tasks.editor.saveFirst') : undefined;
  return (
    <>
      <Link to={`/records?task=${task.id}`}><Button icon={<HistoryOutlined aria-hidden />}>{t('tasks.records')}</Button></Link>
      {!readOnly && (
        <>
          <Tooltip title={hint}><Button icon={<ExperimentOutlined aria-hidden />} disabled={changed} onClick={() => actions.test(task)}>{t('tasks.test')}</Button></Tooltip>
          <Tooltip title={hint}><Button icon={<SendOutlined aria-hidden />} disabled={changed} onClick={() => setDialog('run')}>{t('tasks.runNow')}</Button></Tooltip>
        </>
      )}
      {dialog && <Suspense><TaskDialog kind={dialog} task={task} onClose={() => setDialog(undefined)} /></Suspense>}
    </>
  );
}
