import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Notice } from '../../ui/notice';
import { appNameOf, type Authorization } from '../queries';
import { VisibleRange } from '../visible-range';

/** The end of an authorization, and what comes next. */
export function Authorized({ authorization, onClose }: { authorization: Authorization; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Notice
      kind="success"
      title={t('authorizations.form.doneTitle')}
      text={
        <>
          {t('authorizations.form.doneText', { name: appNameOf(authorization) })}
          <br />
          {t('authorizations.visibleRange')}{' '}<VisibleRange range={authorization.visibleRange} />
        </>
      }
      action={
        <>
          <Link to={`/users?authorization=${authorization.id}`}><Button type="primary">{t('authorizations.form.bindUsers')}</Button></Link>
          <Button onClick={onClose}>{t('authorizations.form.later')}</Button>
        </>
      }
    />
  );
}
