/** Sizes in CSS pixels of a phone; colours of the light theme. */
export const PAGE_WIDTH = 375;
export const MARGIN = 12;
export const PADDING = 16;
export const CARD_WIDTH = PAGE_WIDTH - 2 * MARGIN;
export const INNER_WIDTH = CARD_WIDTH - 2 * PADDING;
export const GAP = 10;
export const RADIUS = 12;

export const FONT_FAMILY = 'Noto Sans SC';
/** A family of its own in its file. */
export const BOLD_FAMILY = 'Noto Sans SC SemiBold';

export const COLOURS = {
  page: '#F2F4F8',
  card: '#FFFFFF',
  edge: '#E7EAF0',
  ink: '#1B2333',
  secondary: '#667085',
  faint: '#98A2B3',
  line: '#EDF0F5',
  stripe: '#F8FAFC',
  accent: '#2F6BFF',
  chip: '#E9EFFD',
  chipInk: '#3257B3',
  warning: '#B54708',
  warningFill: '#FEF4E6',
  failure: '#B42318',
  failureFill: '#FEECEA',
  red: '#D92D20',
  green: '#12875A',
} as const;

export const SERIES = ['#2F6BFF', '#12B5A6', '#F79009', '#8B5CF6', '#EC4899'] as const;
