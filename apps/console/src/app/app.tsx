import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntdApp, ConfigProvider } from 'antd';
import { useLayoutEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router-dom';
import { antdLocale } from '../i18n/i18n';
import { useDark } from './appearance';
import { queryClient } from './query-client';
import { router } from './router';
import { DARK, LIGHT } from './theme';

export function App(): ReactNode {
  useTranslation();
  const dark = useDark();
  // The browser's own parts: scroll bars, fields without a style.
  useLayoutEffect(() => {
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);
  return (
    // Chinese needs no space between the two characters of a short button.
    <ConfigProvider locale={antdLocale()} theme={dark ? DARK : LIGHT} button={{ autoInsertSpace: false }}>
      <AntdApp notification={{ placement: 'topRight' }} style={{ height: '100%' }}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntdApp>
    </ConfigProvider>
  );
}
