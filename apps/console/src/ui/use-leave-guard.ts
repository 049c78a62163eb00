import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router-dom';
import { guardPage } from '../app/history';
import { confirm } from './feedback';

export interface LeaveGuard {
  /** There is something to lose. */
  changed: () => void;
  /** There is nothing to lose any more. */
  saved: () => void;
}

/** Asks before unsaved changes are left by a link, the back button, or by closing the tab. */
export function useLeaveGuard(): LeaveGuard {
  const { t } = useTranslation();
  // Not state: whoever saves and then leaves must not be asked.
  const dirty = useRef(false);
  const asked = useRef(false);

  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent): void => {
      if (dirty.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', onUnload);
    return () => window.removeEventListener('beforeunload', onUnload);
  }, []);

  const { pathname } = useLocation();
  useEffect(() => {
    const here = window.location.pathname;
    return guardPage({
      stops: (there) => dirty.current && there !== here,
      ask: (leave) => {
        if (asked.current) return;
        asked.current = true;
        confirm({
          title: t('common.leaveTitle'),
          content: t('common.leaveText'),
          okText: t('common.leave'),
          okButtonProps: { danger: true },
          cancelText: t('common.stay'),
          focusable: { autoFocusButton: 'cancel' },
          onOk: () => leave(),
          afterClose: () => {
            asked.current = false;
          },
        });
      },
    });
  }, [pathname, t]);

  return {
    changed: () => {
      dirty.current = true;
    },
    saved: () => {
      dirty.current = false;
    },
  };
}
