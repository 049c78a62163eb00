import { Card, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';

interface PageProps {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons for the page as a whole, at the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, description, actions, children }: PageProps): ReactNode {
  return (
    <Flex vertical gap={20}>
      <Flex justify="space-between" align="flex-start" gap={16} wrap>
        <div>
          <Typography.Title level={1} style={{ margin: 0, fontSize: 22, lineHeight: '32px' }}>{title}</Typography.Title>
          {description && <Typography.Text type="secondary">{description}</Typography.Text>}
        </div>
        {actions && <Flex gap={8} wrap>{actions}</Flex>}
      </Flex>
      {children}
    </Flex>
  );
}

/** The white sheet on which a page's list stands. */
export function Sheet({ children }: { children: ReactNode }): ReactNode {
  return <Card variant="borderless" styles={{ body: { padding: 16 } }}>{children}</Card>;
}
