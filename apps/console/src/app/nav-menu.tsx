import { AlertOutlined, AppstoreOutlined, DashboardOutlined, HistoryOutlined, RobotOutlined, FileTextOutlined, ScheduleOutlined, SettingOutlined, TeamOutlined } from '@ant-design/icons';
import type { ComponentType, CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router-dom';
import { useRights } from '../session/me';
import { useSelectedColor } from './appearance';
import styles from './nav-menu.module.css';

interface ItemProps {
  to: string;
  /** Where its pages are, if not below `to`. */
  under?: string;
  icon: ComponentType<{ 'aria-hidden': true }>;
  text: string;
  onGo: (() => void) | undefined;
}

function Item({ to, under = to, icon: Icon, text, onGo }: ItemProps): ReactNode {
  const { pathname } = useLocation();
  return (
    <li>
      <Link to={to} className={styles['item']} aria-current={pathname.startsWith(under) ? 'page' : undefined} onClick={onGo}>
        <Icon aria-hidden />{text}
      </Link>
    </li>
  );
}

/** Shows what the role may open. Links: antd's Menu is for commands, and weighs 15 kB on every page. */
export function NavMenu({ onGo }: { onGo?: () => void }): ReactNode {
  const { t } = useTranslation();
  const { administrator, anywhere, editsAnywhere } = useRights();
  return (
    <nav aria-label={t('app.menu')} style={{ '--selected': useSelectedColor() } as CSSProperties}>
      <ul className={styles['list']}>
        {anywhere && <Item to="/overview" icon={DashboardOutlined} text={t('nav.overview')} onGo={onGo} />}
        {administrator && (
          <>
            <li className={styles['ruled']}>
              <div id="nav-toolbox" className={styles['group']}>{t('nav.toolbox')}</div>
              <ul className={styles['list']} aria-labelledby="nav-toolbox">
                <Item to="/toolbox/wecom-app" icon={AppstoreOutlined} text={t('nav.wecomApp')} onGo={onGo} />
                <Item to="/toolbox/robots" icon={RobotOutlined} text={t('nav.robots')} onGo={onGo} />
              </ul>
            </li>
            <Item to="/users" icon={TeamOutlined} text={t('nav.users')} onGo={onGo} />
          </>
        )}
        {anywhere && (
          <>
            <Item to="/tasks" icon={ScheduleOutlined} text={t('nav.tasks')} onGo={onGo} />
            {editsAnywhere && <Item to="/templates" icon={FileTextOutlined} text={t('nav.templates')} onGo={onGo} />}
            <Item to="/records" icon={HistoryOutlined} text={t('nav.records')} onGo={onGo} />
            <Item to="/toolbox/alarms" icon={AlertOutlined} text={t('nav.alarms')} onGo={onGo} />
          </>
        )}
        {administrator && <Item to="/settings/api-keys" under="/settings" icon={SettingOutlined} text={t('nav.settings')} onGo={onGo} />}
      </ul>
    </nav>
  );
}
