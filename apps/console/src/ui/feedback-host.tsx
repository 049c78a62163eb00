import { App } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { giveFeedback } from './feedback';

export function FeedbackHost(): ReactNode {
  return <App component={false} notification={{ placement: 'topRight' }}><Hand /></App>;
}

function Hand(): ReactNode {
  const feedback = App.useApp();
  useEffect(() => giveFeedback(feedback), [feedback]);
  return null;
}
