import { Flex, theme } from 'antd';
import type { CSSProperties, ReactNode } from 'react';

interface PageProps {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons for the page as a whole, at the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, description, actions, children }: PageProps): ReactNode {
  const { token } = theme.useToken();
  return (
    <Flex vertical gap={20}>
      <Flex justify="space-between" align="flex-start" gap={16} wrap>
        <div>
          <h1 style={{ margin: 0, fontSize: 22, fontWeight: 600, lineHeight: '32px' }}>{title}</h1>
          {description && <div style={{ color: token.colorTextDescription }}>{description}</div>}
        </div>
        {actions && <Flex gap={8} wrap>{actions}</Flex>}
      </Flex>
      {children}
    </Flex>
  );
}

/** The sheet on which a page's list stands: as antd's Card without its head and tabs, which weigh 15 kB. */
export function Sheet({ children, style }: { children: ReactNode; style?: CSSProperties }): ReactNode {
  const { token } = theme.useToken();
  return <div style={{ padding: 16, background: token.colorBgContainer, borderRadius: token.borderRadiusLG, boxShadow: token.boxShadowTertiary, boxSizing: 'border-box', ...style }}>{children}</div>;
}
