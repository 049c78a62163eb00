import { Flex, Statistic, theme } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pendingOf, type Counts } from './queries';

/** How many people, and what became of them; kinds that did not happen are left out. */
export function RecordCounts({ counts, underWay }: { counts: Counts; underWay: boolean }): ReactNode {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const { total, sent, rejected, skipped, expired, unknown } = counts;
  if (total === 0) return null;
  const parts = [
    { kind: 'total', value: total, color: token.colorText },
    { kind: 'sent', value: sent, color: token.colorSuccessText },
    { kind: 'pending', value: underWay ? pendingOf(counts) : 0, color: token.colorPrimaryText },
    { kind: 'rejected', value: rejected, color: token.colorErrorText },
    { kind: 'skipped', value: skipped, color: token.colorWarningText },
    { kind: 'expired', value: expired, color: token.colorWarningText },
    { kind: 'unknown', value: unknown, color: token.colorTextSecondary },
  ] as const;
  return (
    <Flex gap={36} wrap>
      {parts
        .filter(({ kind, value }) => kind === 'total' || kind === 'sent' || value > 0)
        .map(({ kind, value, color }) => (
          <Statistic key={kind} title={t(`records.counts.${kind}`)} value={value} styles={{ content: { color, fontSize: 22 } }} />
        ))}
    </Flex>
  );
}
