import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Platform, type PlatformSnapshot } from './domain/platform';

const INTERVAL_MS = 5000;

/** Keeps the platform's state in a file, so that a restart goes on where it was. */
@Injectable()
export class SnapshotFile implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger(SnapshotFile.name);
  private timer?: NodeJS.Timeout;
  private written = 0;
  private writing: Promise<void> = Promise.resolve();

  /** @param file undefined: nothing is kept */
  constructor(
    private readonly platform: Platform,
    private readonly file: string | undefined,
  ) {}

  onModuleInit(): void {
    if (!this.file) return;
    mkdirSync(dirname(this.file), { recursive: true });
    this.load(this.file);
    this.timer = setInterval(() => void this.save(), INTERVAL_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.save();
  }

  /** Writes when something changed since the last time; one write at a time. */
  async save(): Promise<void> {
    this.writing = this.writing.then(() => this.write());
    await this.writing;
  }

  private async write(): Promise<void> {
    const { changes } = this.platform;
    if (!this.file || changes === this.written) return;
    try {
      // Written beside and renamed: a killed process leaves the last whole file.
      const draft = `${this.file}.draft`;
      await mkdir(dirname(this.file), { recursive: true });
      await writeFile(draft, JSON.stringify(this.platform.snapshot()));
      await rename(draft, this.file);
      this.written = changes;
    } catch (error) {
      this.log.warn({ err: error }, 'the snapshot was not written');
    }
  }

  private load(file: string): void {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    try {
      if (this.platform.restore(JSON.parse(text) as PlatformSnapshot)) return;
      this.log.warn('the snapshot is of another version: starting from the seed');
    } catch (error) {
      this.platform.reset();
      renameSync(file, `${file}.unreadable`);
      this.log.warn({ err: error }, 'the snapshot cannot be read and was put aside: starting from the seed');
    }
  }
}
