import { Form } from 'antd';
import { useDebounced } from '../../ui/use-debounced';
import type { TaskForm } from './task-form';

/** Everything in the form, also what no open section shows, once nobody has typed for a moment. */
export function useDraft(pauseMs: number): TaskForm | undefined {
  const form = Form.useFormInstance<TaskForm>();
  const values = Form.useWatch((all: TaskForm) => all, { form, preserve: true });
  return useDebounced(values, pauseMs);
}
