import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Col, ConfigProvider, Flex, Form, Row, Skeleton, theme, type AlertProps } from 'antd';
import { Suspense, useRef, useState, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import { ApiError } from '../../api/api-error';
import { api, ask } from '../../api/client';
import { useRights } from '../../session/me';
import { message } from '../../ui/feedback';
import { showFieldErrors } from '../../ui/field-errors';
import { later } from '../../ui/later';
import { Moment } from '../../ui/moment';
import { Page } from '../../ui/page';
import { TaskStateTag } from '../../ui/state-tag';
import { useLeaveGuard } from '../../ui/use-leave-guard';
import { useReportError } from '../../ui/use-report-error';
import { taskQuery, TASKS_KEY, type PushTask } from '../queries';
import { useRunStarted } from '../use-run-started';
import { HeaderButtons } from './header-buttons';
import { mergeOf } from './merge';
import { sectionOf, Sections } from './sections';
import { definitionIn, formOf, type TaskForm } from './task-form';

const Previews = later(async () => (await import('./previews')).Previews, 'records', 'schedule', 'taskEditor');
const ConflictModal = later(async () => (await import('./conflict-modal')).ConflictModal, 'changes', 'schedule', 'taskEditor');

/** For those who may not change the task. */
const Alert = later(async () => (await import('antd/es/alert')).default as ComponentType<AlertProps>);
const ALERT_PX = 40;

interface TaskEditorProps {
  /** The task that is edited; left out for a new one. */
  task?: PushTask;
  initial: TaskForm;
}

/** Until a section that was opened for its errors has its fields. */
const OPENING_MS = 600;

export function TaskEditor({ task, initial }: TaskEditorProps): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const rights = useRights();
  const guard = useLeaveGuard();
  const started = useRunStarted();
  const { token } = theme.useToken();
  const [form] = Form.useForm<TaskForm>();
  // What the form was filled with: its version goes back with an edit, so that nobody's change is overwritten.
  const [base, setBase] = useState(task);
  const [changed, setChanged] = useState(false);
  const [open, setOpen] = useState<string[]>([]);
  const [theirs, setTheirs] = useState<PushTask>();
  const readOnly = base !== undefined && !rights.mayEdit(base.projectId);
  // Guards a test against a second click.
  const testing = useRef(false);

  /** Also what no open section shows. */
  const values = (): TaskForm => form.getFieldsValue(true) as TaskForm;

  const fill = (saved: PushTask): void => {
    setBase(saved);
    form.setFieldsValue(formOf(saved));
    setChanged(false);
    guard.saved();
  };

  /** Shows what the API found at its fields, in sections that are opened for it. */
  const tell = (error: Error): void => {
    const closed = error instanceof ApiError ? Object.keys(error.fields).map(sectionOf).filter((section) => section !== undefined && !open.includes(section)) : [];
    if (closed.length > 0) setOpen([...open, ...(closed as string[])]);
    window.setTimeout(() => {
      const elsewhere = showFieldErrors(form, error);
      const allShown = error instanceof ApiError && Object.keys(error.fields).length > 0 && elsewhere.length === 0;
      if (!allShown) report(error);
    }, closed.length > 0 ? OPENING_MS : 0);
  };

  const save = useMutation({
    mutationFn: () => {
      const body = definitionIn(values());
      return ask(base ? api.PUT('/push/tasks/{id}', { params: { path: { id: base.id } }, body: { ...body, version: base.version } }) : api.POST('/push/tasks', { body }));
    },
    onSuccess: (saved) => {
      message.success(t(base ? 'taskEditor.saved' : 'taskEditor.created'));
      queries.setQueryData(taskQuery(saved.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: [...TASKS_KEY, 'list'] });
      guard.saved();
      // A new task goes on at its own address.
      if (base) fill(saved);
      else void navigate(`/tasks/${saved.id}`, { replace: true });
    },
    onError: (error) => {
      if (base && error instanceof ApiError && error.code === 'PUSH_TASK_CHANGED') {
        queries.fetchQuery({ ...taskQuery(base.id), staleTime: 0 }).then(setTheirs).catch(report);
        return;
      }
      tell(error);
    },
  });

  const test = useMutation({
    mutationFn: () => ask(api.POST('/push/tasks/test', { body: { ...definitionIn(values()), ...(base && { taskId: base.id }) } })),
    onSuccess: ({ recordId }) => started(t('tasks.testStarted'), recordId),
    onError: tell,
    onSettled: () => {
      testing.current = false;
    },
  });

  const onTest = (): void => {
    if (testing.current) return;
    testing.current = true;
    form.validateFields().then(
      () => test.mutate(),
      () => {
        testing.current = false;
        message.warning(t('taskEditor.testIncomplete'));
      },
    );
  };

  return (
    <Page
      title={
        <Flex align="center" gap={8}>
          <Link to="/tasks"><Button type="text" icon={<ArrowLeftOutlined aria-hidden />} aria-label={t('common.backToList')} /></Link>
          {t(!base ? 'taskEditor.createTitle' : readOnly ? 'taskEditor.viewTitle' : 'taskEditor.editTitle')}
          {base && <TaskStateTag state={base.state} hint={base.state === 'stopped' ? t('tasks.stoppedHint', { count: base.failureCount }) : undefined} />}
        </Flex>
      }
      description={base && <>{t('taskEditor.lastChange')}{' '}<Moment value={base.updatedAt} /></>}
      actions={<HeaderButtons task={base} changed={changed} readOnly={readOnly} testing={test.isPending} onTest={onTest} />}
    >
      {readOnly && <Suspense fallback={<div style={{ height: ALERT_PX }} />}><Alert type="info" showIcon title={t('taskEditor.readOnly')} /></Suspense>}
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
          onFinish={() => save.mutate()}
        >
          <Row gutter={[20, 20]}>
            <Col xs={24} xl={15}><Sections isNew={!base} open={open} onOpen={setOpen} /></Col>
            <Col xs={24} xl={9}>
              <Flex vertical gap={20} style={{ position: 'sticky', top: 76 }}>
                <Suspense fallback={<Card variant="borderless"><Skeleton active paragraph={{ rows: 12 }} /></Card>}><Previews message={!readOnly} /></Suspense>
              </Flex>
            </Col>
          </Row>
          {!readOnly && (
            <Card variant="borderless" styles={{ body: { padding: 12 } }} style={{ position: 'sticky', bottom: 0, marginTop: 20, zIndex: 5, boxShadow: '0 -4px 16px rgb(0 0 0 / 6%)' }}>
              <Flex gap={8} justify="flex-end">
                <Link to="/tasks"><Button disabled={false}>{t('common.cancel')}</Button></Link>
                <Button type="primary" htmlType="submit" loading={save.isPending} disabled={base !== undefined && !changed}>{t(base ? 'taskEditor.submitSave' : 'taskEditor.submitCreate')}</Button>
              </Flex>
            </Card>
          )}
        </Form>
      </ConfigProvider>
      <Suspense>
        {theirs && base && (
          <ConflictModal
            merge={mergeOf(formOf(base), values(), formOf(theirs))}
            saved={formOf(theirs)}
            onClose={() => setTheirs(undefined)}
            onMerge={(merged) => {
              form.setFieldsValue(merged);
              // Saved next, it is a change of what the other one saved.
              setBase(theirs);
              setTheirs(undefined);
              message.info(t('taskEditor.merged'));
            }}
          />
        )}
      </Suspense>
    </Page>
  );
}
