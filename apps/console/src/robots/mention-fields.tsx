import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Form, Select, type SelectProps } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { appLabelOf, authorizationsQuery, isUsable } from '../authorizations/queries';
import { useDebounced } from '../ui/use-debounced';
import { usersQuery } from '../users/queries';
import { usePeople } from '../users/use-people';
import type { RobotForm } from './robot-form-drawer';

/** As many people as one message may mention. */
const MOST = 50;
/** While somebody types a name. */
const PAUSE_MS = 300;

/** Whom the messages of a robot mention; they are bound in an app, by which their accounts are known. */
export function MentionFields(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<RobotForm>();
  const { data } = useQuery(authorizationsQuery);
  const apps = data?.items.filter(isUsable) ?? [];
  const authorizationId = Form.useWatch(['mention', 'authorizationId'], form);
  if (data && apps.length === 0) return null;
  return (
    <>
      <Form.Item name={['mention', 'authorizationId']} label={t('robots.form.mentionApp')} extra={t('robots.form.mentionAppHint')}>
        <Select allowClear options={apps.map((app) => ({ value: app.id, label: appLabelOf(app) }))} onChange={() => form.setFieldValue(['mention', 'userIds'], [])} />
      </Form.Item>
      {authorizationId && (
        <Form.Item name={['mention', 'userIds']} label={t('robots.form.mention')} extra={t('robots.form.mentionHint')}>
          <PeopleSelect authorizationId={authorizationId} />
        </Form.Item>
      )}
    </>
  );
}

function PeopleSelect({ authorizationId, ...select }: Pick<SelectProps<string[]>, 'id' | 'value' | 'onChange'> & { authorizationId: string }): ReactNode {
  const [typed, setTyped] = useState('');
  const query = useDebounced(typed.trim(), PAUSE_MS);
  const users = useInfiniteQuery(usersQuery({ authorizationId, query: query || undefined, state: 'bound' }));
  const { people } = usePeople(authorizationId, select.value ?? []);
  const found = users.data?.pages.flatMap((page) => page.items) ?? [];
  const labels = new Map([...people.values(), ...found].map(({ hostUserId, name, account }) => [hostUserId, `${name} ${account}`]));
  return (
    <Select<string[]>
      {...select}
      mode="multiple"
      maxCount={MOST}
      loading={users.isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      options={[...labels].map(([value, label]) => ({ value, label }))}
    />
  );
}
