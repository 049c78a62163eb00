import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import type { Messages } from '../../i18n/zh-CN';
import { Typography } from '../../ui/typography';
import { inLanguage } from '../../ui/use-error-text';

type Actor = keyof Messages['states']['actor'];

interface AdviceProps {
  meaning: Schemas['LocalizedTextDto'] | null;
  remedy: Schemas['LocalizedTextDto'] | null;
  actor: string | null;
}

/** What something means, what mends it, and who can. */
export function Advice({ meaning, remedy, actor }: AdviceProps): ReactNode {
  const { t, i18n } = useTranslation();
  const isActor = (name: string | null): name is Actor => name !== null && i18n.exists(`states.actor.${name}`);
  const what = inLanguage(meaning, i18n.language);
  const how = inLanguage(remedy, i18n.language);
  return (
    <Flex vertical gap={2}>
      {what && <span>{what}</span>}
      {how && <span>{t('failure.remedy', { text: how })}</span>}
      {how && isActor(actor) && <Typography.Text type="secondary">{t('authorizations.actor')}{' '}{t(`states.actor.${actor}`)}</Typography.Text>}
    </Flex>
  );
}
