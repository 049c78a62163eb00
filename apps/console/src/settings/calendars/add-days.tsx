import { PlusOutlined } from '@ant-design/icons';
import { Button, DatePicker, Flex, Form, Input, Radio } from 'antd';
import type { Dayjs } from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedDay } from './days';

/** Days that are added at once, at most. */
const LONGEST = 62;
const DATE = 'YYYY-MM-DD';

interface AddForm {
  range: [Dayjs, Dayjs];
  name?: string;
  working: boolean;
}

/** Several days in a row, off or worked. */
export function AddDays({ onAdd }: { onAdd: (days: ListedDay[]) => void }): ReactNode {
  const { t } = useTranslation();
  const [form] = Form.useForm<AddForm>();
  const add = ({ range: [first, last], name, working }: AddForm): void => {
    const length = last.diff(first, 'day') + 1;
    const dates = Array.from({ length }, (_, index) => first.add(index, 'day').format(DATE));
    onAdd(dates.map((date) => ({ date, name: name?.trim() || date, working })));
    form.resetFields(['range', 'name']);
  };
  return (
    <Form form={form} layout="vertical" initialValues={{ working: false }} onFinish={add}>
      <Form.Item
        name="range"
        label={t('calendars.dates')}
        rules={[
          { required: true, message: t('calendars.datesRequired') },
          { validator: (_, range?: [Dayjs, Dayjs]) => (range && range[1].diff(range[0], 'day') >= LONGEST ? Promise.reject(new Error(t('calendars.datesTooMany'))) : Promise.resolve()) },
        ]}
      >
        <DatePicker.RangePicker style={{ width: '100%' }} />
      </Form.Item>
      <Flex gap={12} wrap>
        <Form.Item name="working" label={t('calendars.kind')}>
          <Radio.Group options={[false, true].map((value) => ({ value, label: t(`calendars.kinds.${value ? 'working' : 'off'}`) }))} />
        </Form.Item>
        <Form.Item name="name" label={t('calendars.dayName')} style={{ flex: '1 1 160px' }}>
          <Input maxLength={64} placeholder={t('calendars.dayNamePlaceholder')} />
        </Form.Item>
      </Flex>
      <Button htmlType="submit" icon={<PlusOutlined aria-hidden />}>{t('calendars.add')}</Button>
    </Form>
  );
}
