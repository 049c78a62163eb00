import type { ModalFuncProps } from 'antd';
import type { ArgsProps } from 'antd/es/notification/interface';
import type { useAppProps } from 'antd/es/app/context';
import type { ReactNode } from 'react';

/** antd's messages, notifications and questions: loaded when the first is needed, since a page that is only read needs none. */
type Feedback = useAppProps;

let give: (feedback: Feedback) => void;
const given = new Promise<Feedback>((resolve) => {
  give = resolve;
});
let load = (): void => undefined;

/** For the place where they are drawn. @param start called when something is to be drawn, and again with the next, should it fail */
export function drawFeedback(start: () => void): void {
  load = start;
}
export const giveFeedback = (feedback: Feedback): void => give(feedback);

function tell(say: (feedback: Feedback) => unknown): void {
  load();
  void given.then(say);
}

export const message = {
  success: (text: ReactNode): void => tell((feedback) => feedback.message.success(text)),
  info: (text: ReactNode): void => tell((feedback) => feedback.message.info(text)),
  warning: (text: ReactNode): void => tell((feedback) => feedback.message.warning(text)),
};

export const notification = {
  success: (args: ArgsProps): void => tell((feedback) => feedback.notification.success(args)),
  warning: (args: ArgsProps): void => tell((feedback) => feedback.notification.warning(args)),
  error: (args: ArgsProps): void => tell((feedback) => feedback.notification.error(args)),
  destroy: (key: string): void => tell((feedback) => feedback.notification.destroy(key)),
};

/** Asks before something is done; `onOk` does it. */
export const confirm = (question: ModalFuncProps): void => tell((feedback) => feedback.modal.confirm(question));
