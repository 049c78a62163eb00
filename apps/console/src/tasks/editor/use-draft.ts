import { Form } from 'antd';
import { useDebounced } from '../../ui/use-debounced';
import type { TaskForm } from './task-form';

/** Everything in the form, also what no open section shows, once nobody has typed for a moment. */
export function useDraft(pauseMs: number): TaskForm {
  const form = Form.useFormInstance<TaskForm>();
  const watched = Form.useWatch((all: TaskForm) => all, { form, preserve: true }) as TaskForm | object;
  // When it is first drawn a form is not watched yet: what it was filled with is known.
  return useDebounced('schedule' in watched ? watched : (form.getFieldsValue(true) as TaskForm), pauseMs);
}
