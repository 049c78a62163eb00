import { Flex, Steps } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Authorization, AuthorizationLink } from '../queries';
import { Authorized } from './authorized';
import { CorpIdStep } from './corp-id-step';
import { LazyLinkPanel } from './lazy-link-panel';
import { ModeStep, type Mode } from './mode-step';
import { SecretStep } from './secret-step';

type Step = 'corp' | 'mode' | 'confirm';
const STEPS: readonly Step[] = ['corp', 'mode', 'confirm'];

/** From the CorpID to an app that works: which corp, in which way, and then its secret or a link for its administrator. */
export function AuthorizeFlow({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>('corp');
  const [corpId, setCorpId] = useState('');
  const [corpIdRefusal, setCorpIdRefusal] = useState<Error>();
  const [mode, setMode] = useState<Mode>('self_built');
  const [link, setLink] = useState<AuthorizationLink>();
  const [authorized, setAuthorized] = useState<Authorization>();

  if (authorized) return <Authorized authorization={authorized} onClose={onClose} />;

  const content = (): ReactNode => {
    if (step === 'corp') {
      const go = (given: string): void => {
        setCorpId(given);
        setStep('mode');
      };
      return <CorpIdStep corpId={corpId} refusal={corpIdRefusal} onNext={go} />;
    }
    if (step === 'mode') {
      const begin = (begun: AuthorizationLink): void => {
        setLink(begun);
        setStep('confirm');
      };
      return <ModeStep corpId={corpId} mode={mode} onMode={setMode} onBack={() => setStep('corp')} onSelfBuilt={() => setStep('confirm')} onLink={begin} />;
    }
    if (mode !== 'self_built' && link) return <LazyLinkPanel link={link} onLink={setLink} onActive={setAuthorized} onClose={onClose} />;
    const wrong = (refusal: Error): void => {
      setCorpIdRefusal(refusal);
      setStep('corp');
    };
    return <SecretStep corpId={corpId} onBack={() => setStep('mode')} onWrongCorpId={wrong} onDone={setAuthorized} />;
  };

  const last = mode === 'self_built' ? 'secret' : 'link';
  return (
    <Flex vertical gap={24}>
      <Steps size="small" responsive={false} current={STEPS.indexOf(step)} items={(['corp', 'mode', last] as const).map((name) => ({ title: t(`authorizations.form.steps.${name}`) }))} />
      {content()}
    </Flex>
  );
}
