import type { ReactNode } from 'react';

/** The product's sign: a chart that becomes a message. The same as public/favicon.svg. */
export function BrandMark({ size = 28 }: { size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" style={{ flex: 'none' }}>
      <rect width="32" height="32" rx="8" fill="#2468f2" />
      <path d="M9 21v-5M14.5 21v-9M20 21v-7" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      <circle cx="24" cy="9" r="3.5" fill="#7ce0a3" />
    </svg>
  );
}
