import { DomainError } from '#kernel';

export class ScreenshotsOffError extends DomainError {
  readonly code = 'SCREENSHOTS_OFF';
  readonly kind = 'conflict';

  constructor() {
    super('Screenshots are switched off on this system; choose another template, or let the operator name a browser and the origins of the pages');
  }
}

/** The address of the page is none that the browser may open. */
export class ScreenshotRefusedError extends DomainError {
  readonly code = 'SCREENSHOT_REFUSED';
  readonly kind = 'conflict';
}

/** The page did not come, or not in time: it may the next time. */
export class ScreenshotFailedError extends DomainError {
  readonly code = 'SCREENSHOT_FAILED';
  readonly kind = 'unavailable';
}
