import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fontFolder } from '../drawing/font';

const xml = (text: string): string => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Settings by which libvips sees our font and no other, so that pictures are the same on every machine. The cache needs a place that can be written. */
export class Fontconfig {
  private readonly folder = mkdtempSync(join(tmpdir(), 'push-fonts-'));
  readonly file = join(this.folder, 'fonts.conf');

  constructor() {
    writeFileSync(this.file, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${xml(fontFolder())}</dir><cachedir>${xml(this.folder)}</cachedir></fontconfig>`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
