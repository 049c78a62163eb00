import { App } from 'antd';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker } from 'react-router-dom';

export interface LeaveGuard {
  /** There is something to lose. */
  changed: () => void;
  /** There is nothing to lose any more. */
  saved: () => void;
}

/** Asks before unsaved changes are left by a link, the back button, or by closing the tab. */
export function useLeaveGuard(): LeaveGuard {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  // Not state: whoever saves and then leaves must not be asked.
  const dirty = useRef(false);
  const blocker = useBlocker(useCallback(({ currentLocation, nextLocation }) => dirty.current && currentLocation.pathname !== nextLocation.pathname, []));
  const asked = useRef(false);

  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent): void => {
      if (dirty.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', onUnload);
    return () => window.removeEventListener('beforeunload', onUnload);
  }, []);

  useEffect(() => {
    if (blocker.state !== 'blocked' || asked.current) return;
    asked.current = true;
    void modal.confirm({
      title: t('common.leaveTitle'),
      content: t('common.leaveText'),
      okText: t('common.leave'),
      okButtonProps: { danger: true },
      cancelText: t('common.stay'),
      focusable: { autoFocusButton: 'cancel' },
      onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset(),
      afterClose: () => {
        asked.current = false;
      },
    });
  }, [blocker, modal, t]);

  return {
    changed: () => {
      dirty.current = true;
    },
    saved: () => {
      dirty.current = false;
    },
  };
}
