export { PicturesModule } from './pictures.module';
export type { PicturesOptions } from './pictures.options';
export type { ScreenshotOptions } from './screenshots/screenshot.options';
export { ScreenshotFailedError, ScreenshotRefusedError, ScreenshotsOffError } from './screenshots/screenshot.errors';
export { Pictures } from './application/pictures.service';
export { PICTURE_MAX_BYTES, type FileKind, type FileRequest, type MadeFile } from './domain/file-request';
export { ChartNotOnPageError, FileNotMadeError, PicturesBusyError } from './domain/pictures.errors';
