import { BgColorsOutlined, LinkOutlined, LogoutOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Tag, type MenuProps } from 'antd';
import { embedded } from '../embed/embed';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { useMe } from '../session/me';
import { session } from '../session/session';
import { MenuButton } from '../ui/menu-button';
import { NameAvatar } from '../ui/name-avatar';
import { APPEARANCES, keepAppearance, useAppearance } from './appearance';

export function UserMenu(): ReactNode {
  const { t } = useTranslation();
  const { name, administrator } = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = (): void => {
    session.close('signed_out');
    queries.clear();
  };
  const appearance = useAppearance();
  const items: MenuProps['items'] = [
    { key: 'wecom', icon: <LinkOutlined aria-hidden />, label: t('nav.ownBindings'), onClick: () => void navigate('/me/wecom') },
    {
      key: 'appearance',
      icon: <BgColorsOutlined aria-hidden />,
      label: t('app.appearance'),
      children: APPEARANCES.map((key) => ({ key, label: t(`app.appearances.${key}`), onClick: () => keepAppearance(key) })),
    },
    // In a frame one signs out of the page around.
    ...(embedded ? [] : [{ key: 'sign-out', icon: <LogoutOutlined aria-hidden />, label: t('app.signOut'), onClick: signOut }]),
  ];
  return (
    <MenuButton menu={{ items, selectable: true, selectedKeys: [appearance] }} placement="bottomRight">
      <Button type="text" style={{ height: 40, paddingInline: 8 }}>
        <NameAvatar name={name} size={28} />
        {name}
        {administrator && <Tag color="blue" variant="filled" style={{ margin: 0 }}>{t('app.administrator')}</Tag>}
      </Button>
    </MenuButton>
  );
}
