import { randomText } from './random-text';
import { WecomError } from './wecom-error';

export const MEDIA_TYPES = ['image', 'voice', 'video', 'file'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

export interface MediaFile {
  mediaId: string;
  /** CorpID, or `robot/` and the robot's key: nobody else may use it. */
  owner: string;
  type: MediaType;
  fileName: string;
  contentType: string;
  size: number;
  /** Undefined once the sandbox let it go to save memory; the media_id stays good. */
  bytes: Buffer | undefined;
  /** Milliseconds. */
  createdAt: number;
  /** Pictures of uploadimg never expire. */
  permanent: boolean;
}

export interface Upload {
  fileName: string;
  contentType: string;
  bytes: Buffer;
}

const MB = 1024 * 1024;
const LARGEST: Readonly<Record<MediaType, number>> = { image: 10 * MB, voice: 2 * MB, video: 10 * MB, file: 20 * MB };
const PERMANENT_IMAGE_BYTES = 2 * MB;
const LIFE_MS = 3 * 24 * 3_600_000;
const SMALLEST_BYTES = 5;
const MEMORY_BYTES = 256 * MB;

const isPng = (bytes: Buffer): boolean => bytes.length > 8 && bytes.readUInt32BE(0) === 0x89504e47;
const isJpeg = (bytes: Buffer): boolean => bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
const isAmr = (bytes: Buffer): boolean => bytes.toString('latin1', 0, 5) === '#!AMR';
const isMp4 = (bytes: Buffer): boolean => bytes.toString('latin1', 4, 8) === 'ftyp';

/** Frames of AMR narrow band last 20 ms; their size follows from the mode in the frame's first byte. */
const AMR_FRAME_BYTES = [13, 14, 16, 18, 20, 21, 27, 32, 6, 1, 1, 1, 1, 1, 1, 1];

function amrSeconds(bytes: Buffer): number {
  let frames = 0;
  for (let at = 6; at < bytes.length; at += AMR_FRAME_BYTES[(bytes[at] >> 3) & 0x0f]) frames += 1;
  return frames / 50;
}

function checkFormat(type: MediaType, bytes: Buffer): void {
  if (type === 'image' && !isPng(bytes) && !isJpeg(bytes)) throw new WecomError(40123);
  if (type === 'video' && !isMp4(bytes)) throw new WecomError(40004);
  if (type !== 'voice') return;
  if (!isAmr(bytes)) throw new WecomError(40004);
  if (amrSeconds(bytes) > 60) throw new WecomError(45007);
}

/** Temporary files, three days each, and the permanent pictures of uploadimg (sheet, section 6). */
export class Media {
  private readonly byId = new Map<string, MediaFile>();
  private heldBytes = 0;

  constructor(private readonly now: () => number) {}

  /** @throws WecomError 40005 type, 44001 no file, 40006 not above 5 bytes, 45001 too large, 40123 or 40004 format, 45007 voice above 60 s */
  upload(owner: string, type: string, upload: Upload | undefined): MediaFile {
    if (!MEDIA_TYPES.includes(type as MediaType)) throw new WecomError(40005);
    const mediaType = type as MediaType;
    const file = this.checked(upload, LARGEST[mediaType]);
    checkFormat(mediaType, file.bytes);
    return this.keep({ owner, type: mediaType, permanent: false, ...file });
  }

  /** uploadimg: PNG or JPG up to 2 MB. */
  uploadImage(owner: string, upload: Upload | undefined): MediaFile {
    const file = this.checked(upload, PERMANENT_IMAGE_BYTES);
    checkFormat('image', file.bytes);
    return this.keep({ owner, type: 'image', permanent: true, ...file });
  }

  /** @throws WecomError 41006 none given; 40007 unknown, expired, of another corp, or of another type */
  use(owner: string, mediaId: string, type: MediaType): MediaFile {
    if (mediaId === '') throw new WecomError(41006);
    const file = this.byId.get(mediaId);
    if (!file || file.permanent || file.owner !== owner || file.type !== type || file.createdAt + LIFE_MS <= this.now()) throw new WecomError(40007);
    return file;
  }

  find(mediaId: string): MediaFile | undefined {
    return this.byId.get(mediaId);
  }

  private checked(upload: Upload | undefined, largest: number): Upload {
    if (!upload) throw new WecomError(44001);
    if (upload.bytes.length <= SMALLEST_BYTES) throw new WecomError(40006);
    if (upload.bytes.length > largest) throw new WecomError(45001);
    return { fileName: upload.fileName, contentType: upload.contentType, bytes: upload.bytes };
  }

  private keep(file: Omit<MediaFile, 'mediaId' | 'size' | 'createdAt'> & { bytes: Buffer }): MediaFile {
    const kept: MediaFile = { ...file, mediaId: randomText(64), size: file.bytes.length, createdAt: this.now() };
    this.byId.set(kept.mediaId, kept);
    this.heldBytes += kept.size;
    for (const old of this.byId.values()) {
      if (this.heldBytes <= MEMORY_BYTES || old === kept) break;
      if (!old.bytes) continue;
      this.heldBytes -= old.size;
      old.bytes = undefined;
    }
    return kept;
  }

  /** @param keepBytes contents of the newest files up to so many bytes are written too */
  snapshot(keepBytes: number): MediaData[] {
    let left = keepBytes;
    const contents = new Map<string, string>();
    for (const file of [...this.byId.values()].toReversed()) {
      if (!file.bytes || file.size > left) continue;
      left -= file.size;
      contents.set(file.mediaId, file.bytes.toString('base64'));
    }
    return [...this.byId.values()].filter((file) => file.permanent || file.createdAt + LIFE_MS > this.now()).map((file) => ({ ...file, bytes: contents.get(file.mediaId) }));
  }

  restore(files: readonly MediaData[]): void {
    for (const file of files) {
      const bytes = file.bytes === undefined ? undefined : Buffer.from(file.bytes, 'base64');
      this.byId.set(file.mediaId, { ...file, bytes });
      this.heldBytes += bytes?.length ?? 0;
    }
  }
}

export type MediaData = Omit<MediaFile, 'bytes'> & { bytes?: string };
