import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { drawFeedback } from './feedback';

/** Where messages, notifications and questions are drawn: below theme and language. */
export function FeedbackPlace(): ReactNode {
  const [Host, setHost] = useState<ComponentType>();
  useEffect(() => {
    const load = (): void => {
      import('./feedback-host').then(
        ({ FeedbackHost }) => setHost(() => FeedbackHost),
        () => undefined,
      );
    };
    drawFeedback(load);
    // Whoever does something may have to hear that the network is gone: too late to load what says so.
    for (const kind of ['pointerdown', 'keydown']) window.addEventListener(kind, load, { once: true, capture: true });
  }, []);
  return Host && <Host />;
}
