import type { ReactNode } from 'react';

/** White letters stand on them with at least 4.5 to 1. */
const COLORS = ['#2468f2', '#0d7f72', '#7c4af0', '#b3560a', '#c22f8b', '#2f7a36', '#4a5cd6', '#9a5217'];

/** Chinese given names end the name and tell people apart; others go by their first letters. */
function initials(name: string): string {
  const trimmed = name.trim();
  if (/^\p{Script=Han}+$/u.test(trimmed)) return trimmed.slice(-2);
  return trimmed.split(/\s+/).slice(0, 2).map((word) => [...word][0]?.toUpperCase() ?? '').join('') || '?';
}

function colorOf(name: string): string | undefined {
  const sum = [...name].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return COLORS[sum % COLORS.length];
}

/** A face for a name, drawn here: WeCom's pictures come from another origin. */
export function NameAvatar({ name, size = 32, shape = 'circle' }: { name: string; size?: number; shape?: 'circle' | 'square' }): ReactNode {
  const letters = initials(name);
  return (
    <span
      aria-hidden
      style={{
        display: 'inline-flex', flex: 'none', alignItems: 'center', justifyContent: 'center', overflow: 'hidden', width: size, height: size,
        borderRadius: shape === 'circle' ? '50%' : 6, background: colorOf(name), color: '#fff', fontSize: Math.min(14, (size - 6) / letters.length), lineHeight: 1, whiteSpace: 'nowrap',
      }}
    >
      {letters}
    </span>
  );
}
