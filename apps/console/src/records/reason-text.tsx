import { InfoCircleOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useReasonText } from './use-reason-text';

/** A reason in the language of the console; the sentence of the log, which may tell more, is a hover or a tab away. */
export function ReasonText({ reason }: { reason: Schemas['ReasonDto'] }): ReactNode {
  const { t } = useTranslation();
  const textOf = useReasonText();
  const text = textOf(reason);
  return (
    <>
      {text}
      {reason.text !== '' && reason.text !== text && (
        <Tooltip title={`${t('common.original', { text: reason.text })} (${reason.code})`}>
          <InfoCircleOutlined tabIndex={0} style={{ marginInlineStart: 6, opacity: 0.6 }} />
        </Tooltip>
      )}
    </>
  );
}
