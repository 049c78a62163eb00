import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Flex, Radio, theme } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schemas } from '../../api/client';
import { AUTHORIZATIONS_KEY, type AuthorizationLink } from '../queries';
import { Typography } from '../../ui/typography';
import { Refusal } from './refusal';
import { StepButtons } from './step-buttons';

export type Mode = Schemas['AuthorizationMode'];
const MODES: readonly Mode[] = ['self_built', 'customized', 'third_party'];

interface ModeStepProps {
  corpId: string;
  mode: Mode;
  onMode: (mode: Mode) => void;
  onBack: () => void;
  onSelfBuilt: () => void;
  onLink: (link: AuthorizationLink) => void;
}

/** In which way the corp authorizes; for an app of the provider's the link is made here. */
export function ModeStep({ corpId, mode, onMode, onBack, onSelfBuilt, onLink }: ModeStepProps): ReactNode {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const queries = useQueryClient();
  const begin = useMutation({
    mutationFn: (suiteMode: Schemas['SuiteMode']) => ask(api.POST('/push/authorizations/links', { body: { corpId, mode: suiteMode } })),
    onSuccess: onLink,
    onSettled: () => queries.invalidateQueries({ queryKey: AUTHORIZATIONS_KEY }),
  });
  const next = (): void => {
    if (mode === 'self_built') onSelfBuilt();
    else begin.mutate(mode);
  };
  return (
    <Flex vertical gap={16}>
      <Typography.Text>{t('authorizations.form.whichMode', { corpId })}</Typography.Text>
      {begin.error && <Refusal error={begin.error} />}
      <Radio.Group aria-label={t('authorizations.form.steps.mode')} value={mode} onChange={({ target }) => onMode(target.value as Mode)} style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
        {MODES.map((choice) => (
          <Radio
            key={choice}
            value={choice}
            style={{ alignItems: 'flex-start', margin: 0, padding: '12px 16px', border: `1px solid ${choice === mode ? token.colorPrimary : token.colorBorder}`, borderRadius: token.borderRadius, background: choice === mode ? token.colorPrimaryBg : undefined }}
          >
            <Typography.Text strong>{t(`states.mode.${choice}`)}</Typography.Text>
            <br />
            <Typography.Text type="secondary">{t(`authorizations.form.modes.${choice}`)}</Typography.Text>
          </Radio>
        ))}
      </Radio.Group>
      <StepButtons onBack={onBack} loading={begin.isPending} next={mode === 'self_built' ? t('authorizations.form.next') : t('authorizations.form.makeLink')} onNext={next} />
    </Flex>
  );
}
