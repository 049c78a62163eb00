import { CheckOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Descriptions, Flex, Table } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../session/me';
import { projectsQuery } from '../tasks/queries';
import { SettingsPage } from './settings-tabs';

const MAY = {
  read: ['viewer', 'editor', 'administrator'],
  tasks: ['editor', 'administrator'],
  choose: ['editor', 'administrator'],
  templates: ['administrator'],
  authorize: ['administrator'],
  bind: ['administrator'],
  settings: ['administrator'],
} as const satisfies Record<string, readonly string[]>;
const ROLES = ['viewer', 'editor', 'administrator'] as const;

/** Who may what. Roles are the host's: they are only shown here. */
export function RolesPage(): ReactNode {
  return <SettingsPage><Roles /></SettingsPage>;
}

function Roles(): ReactNode {
  const { t } = useTranslation();
  const me = useMe();
  const projects = useQuery(projectsQuery);
  const rows = (Object.keys(MAY) as (keyof typeof MAY)[]).map((key) => ({ key, roles: MAY[key] as readonly string[] }));
  return (
    <Flex vertical gap={20}>
      <Descriptions
        column={1}
        items={[
          { key: 'me', label: t('settings.roles.you'), children: `${me.name} · ${t(me.administrator ? 'app.administrator' : 'settings.roles.viewer')}` },
          { key: 'projects', label: t('settings.roles.projects'), children: projects.data?.items.map(({ name }) => name).join(t('common.joiner')) ?? '—' },
        ]}
      />
      <Table
        rowKey="key"
        pagination={false}
        dataSource={rows}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('settings.roles.what'), key: 'what', render: (_, { key }) => t(`settings.roles.may.${key}`) },
          ...ROLES.map((role) => ({ title: role === 'administrator' ? t('app.administrator') : t(`settings.roles.${role}`), key: role, width: 140, render: (_: unknown, { roles }: (typeof rows)[number]) => (roles.includes(role) ? <CheckOutlined aria-label={t('settings.roles.yes')} /> : '—') })),
        ]}
      />
      {t('settings.roles.fromHost')}
    </Flex>
  );
}
