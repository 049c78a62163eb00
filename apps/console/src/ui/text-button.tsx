import { Button } from 'antd';
import type { ReactNode } from 'react';

interface TextButtonProps {
  children: string;
  /** What the button belongs to, for people who hear it without its row. */
  of?: string;
  danger?: boolean;
  onClick: () => void;
}

/** A button within a row of a list. */
export function TextButton({ children, of, danger, onClick }: TextButtonProps): ReactNode {
  return (
    <Button type="link" danger={danger} onClick={onClick} aria-label={of && `${children} ${of}`} style={{ height: 'auto', padding: 0 }}>
      {children}
    </Button>
  );
}
