import { Col, Row, Statistic, theme } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Sheet } from '../ui/page';
import type { DayStatistics } from './queries';

/** Pushes of today by what became of them; each number leads to its records. @param today nothing while it is asked for: it takes the place that it will have */
export function Today({ today }: { today: DayStatistics | undefined }): ReactNode {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const parts = [
    { kind: 'sent', value: today?.sent, states: 'sent', color: token.colorSuccessText },
    { kind: 'partlySent', value: today?.partlySent, states: 'partly_sent', color: token.colorWarningText },
    { kind: 'held', value: today?.held, states: 'held', color: token.colorText },
    { kind: 'failed', value: today && today.failed + today.missed, states: 'failed,missed', color: token.colorErrorText },
  ] as const;
  return (
    <Row gutter={[16, 16]}>
      {parts.map(({ kind, value, states, color }) => (
        <Col key={kind} xs={12} lg={6}>
          <Link to={`/records?state=${states}&from=${today?.day ?? ''}`}>
            <Sheet><Statistic title={t(`overview.${kind}`)} value={value ?? '–'} styles={{ content: { color: value ? color : token.colorTextDescription } }} /></Sheet>
          </Link>
        </Col>
      ))}
    </Row>
  );
}
