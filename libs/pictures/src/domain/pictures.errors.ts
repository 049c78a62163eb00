import { DomainError } from '#kernel';

/** More files are waiting to be made than this process takes. */
export class PicturesBusyError extends DomainError {
  readonly code = 'PICTURES_BUSY';
  readonly kind = 'unavailable';

  constructor(waiting: number) {
    super(`${waiting} pictures and files are waiting to be made already; try again in a minute`);
  }
}

/** Making one took too long, or ended the worker that made it. */
export class FileNotMadeError extends DomainError {
  readonly code = 'FILE_NOT_MADE';
  readonly kind = 'unavailable';
}

export class ChartNotOnPageError extends DomainError {
  readonly code = 'CHART_NOT_ON_PAGE';
  readonly kind = 'not_found';

  constructor(chartId: string | undefined) {
    super(chartId === undefined ? 'The page has no chart with rows; choose a picture instead' : `The page has no chart ${chartId}; choose one that it has`);
  }
}
