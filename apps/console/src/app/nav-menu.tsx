import { AlertOutlined, AppstoreOutlined, DashboardOutlined, HistoryOutlined, RobotOutlined, FileTextOutlined, ScheduleOutlined, SettingOutlined, TeamOutlined } from '@ant-design/icons';
import { Menu, type MenuProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router-dom';
import { useRights } from '../session/me';

type Items = NonNullable<MenuProps['items']>;

/** Shows what the role may open. */
export function NavMenu({ onGo }: { onGo?: () => void }): ReactNode {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { administrator, anywhere, editsAnywhere } = useRights();
  const forAdministrators: Items = [
    {
      key: '/toolbox',
      type: 'group',
      label: t('nav.toolbox'),
      children: [
        { key: '/toolbox/wecom-app', icon: <AppstoreOutlined aria-hidden />, label: <Link to="/toolbox/wecom-app">{t('nav.wecomApp')}</Link> },
        { key: '/toolbox/robots', icon: <RobotOutlined aria-hidden />, label: <Link to="/toolbox/robots">{t('nav.robots')}</Link> },
      ],
    },
    { type: 'divider', key: 'divider' },
    { key: '/users', icon: <TeamOutlined aria-hidden />, label: <Link to="/users">{t('nav.users')}</Link> },
  ];
  const first: Items = [{ key: '/overview', icon: <DashboardOutlined aria-hidden />, label: <Link to="/overview">{t('nav.overview')}</Link> }];
  const forMembers: Items = [
    { key: '/tasks', icon: <ScheduleOutlined aria-hidden />, label: <Link to="/tasks">{t('nav.tasks')}</Link> },
    ...(editsAnywhere ? [{ key: '/templates', icon: <FileTextOutlined aria-hidden />, label: <Link to="/templates">{t('nav.templates')}</Link> }] : []),
    { key: '/records', icon: <HistoryOutlined aria-hidden />, label: <Link to="/records">{t('nav.records')}</Link> },
    { key: '/toolbox/alarms', icon: <AlertOutlined aria-hidden />, label: <Link to="/toolbox/alarms">{t('nav.alarms')}</Link> },
  ];
  const settings: Items = [{ key: '/settings', icon: <SettingOutlined aria-hidden />, label: <Link to="/settings/api-keys">{t('nav.settings')}</Link> }];
  const items = [...(anywhere ? first : []), ...(administrator ? forAdministrators : []), ...(anywhere ? forMembers : []), ...(administrator ? settings : [])];
  const selected = ['/overview', '/toolbox/wecom-app', '/toolbox/robots', '/toolbox/alarms', '/users', '/tasks', '/templates', '/settings', '/records'].find((key) => pathname.startsWith(key));
  return (
    <nav aria-label={t('app.menu')}>
      <Menu mode="inline" items={items} selectedKeys={selected ? [selected] : []} onClick={onGo} style={{ borderInlineEnd: 0, paddingInline: 8 }} />
    </nav>
  );
}
