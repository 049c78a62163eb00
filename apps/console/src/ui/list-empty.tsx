import { Empty } from 'antd';
import type { ReactNode } from 'react';
import { Typography } from './typography';

interface ListEmptyProps {
  title: ReactNode;
  text?: ReactNode;
  action?: ReactNode;
}

/** In the place of a list without entries: what it would hold, and the step that fills it. */
export function ListEmpty({ title, text, action }: ListEmptyProps): ReactNode {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      styles={{ image: { height: 56 } }}
      style={{ paddingBlock: 40 }}
      description={
        <>
          <Typography.Text strong style={{ fontSize: 15 }}>{title}</Typography.Text>
          {text && <Typography.Paragraph type="secondary" style={{ margin: '4px 0 0' }}>{text}</Typography.Paragraph>}
        </>
      }
    >
      {action}
    </Empty>
  );
}
