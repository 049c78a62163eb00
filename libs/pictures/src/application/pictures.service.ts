import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { contentHashOf, type DrawnRequest, type FileRequest, type MadeFile } from '../domain/file-request';
import { ChartNotOnPageError } from '../domain/pictures.errors';
import { ScreenshotsOffError } from '../screenshots/screenshot.errors';
import { Screenshots } from '../screenshots/screenshots';
import { PICTURES_OPTIONS, type PicturesOptions } from '../pictures.options';
import { WorkerPool } from './worker-pool';

const CACHE_BYTES = 32 * 1024 * 1024;

/** Makes pictures and files of a page, beside the event loop; equal ones once. */
@Injectable()
export class Pictures implements OnModuleDestroy {
  private readonly pool: WorkerPool;
  private readonly cacheBytes: number;
  /** By content, the one used longest ago first. */
  private readonly made = new Map<string, MadeFile>();
  private readonly underWay = new Map<string, Promise<MadeFile>>();
  private readonly screenshots?: Screenshots;
  private heldBytes = 0;

  constructor(@Inject(PICTURES_OPTIONS) options: PicturesOptions) {
    this.pool = new WorkerPool(options);
    this.cacheBytes = options.cacheBytes ?? CACHE_BYTES;
    this.screenshots = options.screenshots && new Screenshots(options.screenshots);
  }

  /**
   * A picture is at most 2 MB: what WeCom takes everywhere.
   * @throws ChartNotOnPageError. @throws PicturesBusyError when too many wait. @throws FileNotMadeError
   * @throws ScreenshotsOffError. @throws ScreenshotRefusedError. @throws ScreenshotFailedError
   */
  async make(request: FileRequest): Promise<MadeFile> {
    if (!isDrawn(request)) return this.screenshot(request);
    checkChart(request);
    const hash = contentHashOf(request);
    const known = this.made.get(hash);
    if (known) {
      this.made.delete(hash);
      this.made.set(hash, known);
      return known;
    }
    const begun = this.underWay.get(hash);
    if (begun) return begun;
    const making = this.pool.make(request).then((file) => this.keep({ ...file, contentHash: hash })).finally(() => this.underWay.delete(hash));
    this.underWay.set(hash, making);
    return making;
  }

  async onModuleDestroy(): Promise<void> {
    await this.screenshots?.close();
    await this.pool.close();
  }

  private async screenshot(request: FileRequest): Promise<MadeFile> {
    if (!this.screenshots) throw new ScreenshotsOffError();
    return this.screenshots.take(request);
  }

  private keep(file: MadeFile): MadeFile {
    if (file.bytes.length > this.cacheBytes) return file;
    this.made.set(file.contentHash, file);
    this.heldBytes += file.bytes.length;
    for (const [hash, old] of this.made) {
      if (this.heldBytes <= this.cacheBytes) break;
      this.made.delete(hash);
      this.heldBytes -= old.bytes.length;
    }
    return file;
  }
}

const isDrawn = (request: FileRequest): request is DrawnRequest => request.kind !== 'page_screenshot';

function checkChart({ kind, chartId, snapshot }: FileRequest): void {
  const mustName = kind === 'chart_picture' || (kind === 'csv' && chartId !== undefined);
  if (mustName && !snapshot.charts.some(({ id }) => id === chartId)) throw new ChartNotOnPageError(chartId);
  if (kind === 'csv' && chartId === undefined && !snapshot.charts.some(({ rows }) => rows.length > 0)) throw new ChartNotOnPageError(undefined);
}
