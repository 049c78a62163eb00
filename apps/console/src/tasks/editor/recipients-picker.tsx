import { TeamOutlined } from '@ant-design/icons';
import { Button, ConfigProvider, Flex, Spin, Tag, Tooltip } from 'antd';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bindingStateOf, type ListedUser } from '../../users/queries';
import { usePeople } from '../../users/use-people';
import { later } from '../../ui/later';
import { Typography } from '../../ui/typography';

const PickPeopleModal = later(async () => (await import('./pick-people-modal')).PickPeopleModal);

interface RecipientsPickerProps {
  id?: string;
  /** Ids of host users. */
  value?: string[];
  onChange?: (userIds: string[]) => void;
  authorizationId: string | undefined;
}

/** As many as one sees without scrolling. */
const SHOWN = 24;

/** For administrators and editors: people picked from the BI's list, with a word on who of them will get nothing. */
export function RecipientsPicker({ id, value = [], onChange, authorizationId }: RecipientsPickerProps): ReactNode {
  const { t } = useTranslation();
  // As the form is.
  const { componentDisabled: disabled } = ConfigProvider.useConfig();
  const [picking, setPicking] = useState(false);
  const [all, setAll] = useState(false);
  const [picked, setPicked] = useState<ReadonlyMap<string, ListedUser>>(new Map());
  const unknown = value.filter((userId) => !picked.has(userId)).toSorted();
  const { people, loading } = usePeople(authorizationId, unknown);
  const personOf = (userId: string): ListedUser | undefined => picked.get(userId) ?? people.get(userId);
  const known = value.map(personOf).filter((person) => person !== undefined);
  const bound = known.filter((person) => bindingStateOf(person) === 'active').length;
  const shown = all ? value : value.slice(0, SHOWN);

  return (
    <Flex id={id} vertical gap={10} tabIndex={-1}>
      <Flex gap={12} align="center" wrap>
        {!disabled && <Button icon={<TeamOutlined aria-hidden />} disabled={!authorizationId} onClick={() => setPicking(true)}>{t('taskEditor.pick')}</Button>}
        {value.length > 0 && (
          <span>
            {t('taskEditor.selected', { count: value.length })}
            {known.length > 0 && <Typography.Text type="success">{' · '}{t('taskEditor.boundCount', { bound })}</Typography.Text>}
            {known.length > bound && <Typography.Text type="warning">{' · '}{t('taskEditor.coverageMissing', { count: known.length - bound })}</Typography.Text>}
          </span>
        )}
        {loading && <Spin size="small" />}
      </Flex>
      {shown.length > 0 && (
        <Flex gap={6} wrap>
          {shown.map((userId) => (
            <Person key={userId} userId={userId} person={personOf(userId)} onRemove={disabled ? undefined : () => onChange?.(value.filter((other) => other !== userId))} />
          ))}
          {value.length > SHOWN && <Button type="link" size="small" onClick={() => setAll(!all)}>{all ? t('taskEditor.showLess') : t('taskEditor.showAll', { count: value.length })}</Button>}
          {!disabled && value.length > 1 && <Button type="link" size="small" onClick={() => onChange?.([])}>{t('taskEditor.clear')}</Button>}
        </Flex>
      )}
      <Suspense>
        {picking && authorizationId && (
          <PickPeopleModal
            authorizationId={authorizationId}
            selected={value}
            onClose={() => setPicking(false)}
            onPick={(userIds, seen) => {
              setPicked(new Map([...picked, ...seen]));
              onChange?.(userIds);
            }}
          />
        )}
      </Suspense>
    </Flex>
  );
}

function Person({ userId, person, onRemove }: { userId: string; person: ListedUser | undefined; onRemove?: () => void }): ReactNode {
  const { t } = useTranslation();
  const state = person && bindingStateOf(person);
  const reachable = state === undefined || state === 'active';
  const tag = (
    <Tag
      color={reachable ? 'default' : 'warning'}
      variant="filled"
      closable={onRemove !== undefined}
      onClose={(event) => {
        event.preventDefault();
        onRemove?.();
      }}
      style={{ margin: 0, paddingBlock: 2 }}
    >
      {person?.name ?? userId}
      {!reachable && ` · ${t(`states.binding.${state}`)}`}
    </Tag>
  );
  return state && !reachable ? <Tooltip title={t(`states.bindingHint.${state}`)}>{tag}</Tooltip> : tag;
}
