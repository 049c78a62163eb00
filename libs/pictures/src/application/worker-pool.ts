import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { DrawnRequest, MadeFile } from '../domain/file-request';
import { FileNotMadeError, PicturesBusyError } from '../domain/pictures.errors';
import { Fontconfig } from '../files/fontconfig';
import type { FileReply } from '../files/file.worker';

export type WorkerFile = Pick<MadeFile, 'bytes' | 'contentType'>;

interface Job {
  request: DrawnRequest;
  resolve: (file: WorkerFile) => void;
  reject: (error: Error) => void;
}

export interface WorkerPoolOptions {
  /** Threads; default as many as cores, at most 4. */
  workers?: number;
  /** Files that may wait; default 500. */
  maxWaiting?: number;
  /** How long one file may take, in milliseconds; default 20,000. */
  timeoutMs?: number;
}

const HEAP_MB = 256;
/** Each takes some 80 MB. With one for each core the event loop still gets its turn: it wakes shortly and often. */
const MOST_WORKERS = 4;
const WORKER_FILE = join(__dirname, '..', 'files', `file.worker${extname(__filename)}`);
/** From the sources, as tests run them, a thread must learn to read TypeScript first. */
const FROM_SOURCES = extname(__filename) === '.ts' ? ['--conditions=push-source', '--require', join(__dirname, '..', 'testing', 'read-typescript.cjs')] : [];

/** Threads that make files, one file each at a time; started when there is work, replaced when they die. */
export class WorkerPool {
  private readonly workers: number;
  private readonly maxWaiting: number;
  private readonly timeoutMs: number;
  private readonly waiting: Job[] = [];
  private readonly idle: Worker[] = [];
  private readonly all = new Set<Worker>();
  private fontconfig: Fontconfig | undefined;
  private closed = false;

  constructor({ workers = Math.min(MOST_WORKERS, availableParallelism()), maxWaiting = 500, timeoutMs = 20_000 }: WorkerPoolOptions = {}) {
    this.workers = workers;
    this.maxWaiting = maxWaiting;
    this.timeoutMs = timeoutMs;
  }

  /** @throws PicturesBusyError. @throws FileNotMadeError */
  make(request: DrawnRequest): Promise<WorkerFile> {
    if (this.closed) return Promise.reject(new FileNotMadeError('The process is ending'));
    if (this.waiting.length >= this.maxWaiting) return Promise.reject(new PicturesBusyError(this.waiting.length));
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      this.next();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const job of this.waiting.splice(0)) job.reject(new FileNotMadeError('The process is ending'));
    await Promise.all([...this.all].map((worker) => worker.terminate()));
    this.fontconfig?.remove();
  }

  private next(): void {
    if (this.waiting.length === 0 || this.closed) return;
    const worker = this.idle.pop() ?? (this.all.size < this.workers ? this.start() : undefined);
    const job = worker && this.waiting.shift();
    if (worker && job) this.run(worker, job);
  }

  private start(): Worker {
    this.fontconfig ??= new Fontconfig();
    const worker = new Worker(WORKER_FILE, {
      env: SHARE_ENV,
      execArgv: FROM_SOURCES,
      workerData: { fontconfig: this.fontconfig.file },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    worker.unref();
    this.all.add(worker);
    // An idle one may die too.
    worker.on('error', () => this.forget(worker)).on('exit', () => this.forget(worker));
    return worker;
  }

  private forget(worker: Worker): void {
    this.all.delete(worker);
    const at = this.idle.indexOf(worker);
    if (at >= 0) this.idle.splice(at, 1);
  }

  private run(worker: Worker, job: Job): void {
    const end = (error?: FileNotMadeError): void => {
      clearTimeout(timer);
      worker.off('message', answered).off('error', died).off('exit', exited);
      if (error) {
        this.forget(worker);
        void worker.terminate();
        job.reject(error);
      }
      this.next();
    };
    const answered = (reply: FileReply): void => {
      this.idle.push(worker);
      if ('failed' in reply) job.reject(new FileNotMadeError(`A ${job.request.kind} could not be made: ${reply.failed}`));
      else job.resolve({ bytes: Buffer.from(reply.bytes.buffer, reply.bytes.byteOffset, reply.bytes.byteLength), contentType: reply.contentType as WorkerFile['contentType'] });
      end();
    };
    const died = (error: Error): void => end(new FileNotMadeError(`A ${job.request.kind} ended its worker: ${error.message}`));
    const exited = (): void => end(new FileNotMadeError(`A ${job.request.kind} ended its worker`));
    const timer = setTimeout(() => end(new FileNotMadeError(`A ${job.request.kind} took longer than ${this.timeoutMs} ms`)), this.timeoutMs);
    worker.on('message', answered).on('error', died).on('exit', exited);
    worker.postMessage(job.request, []);
  }
}
