/** WeCom counts by China's days, which have no summer time. Times in milliseconds since 1970. */
const CHINA_MS = 8 * 3_600_000;
export const CHINA_DAY_MS = 86_400_000;

export const chinaDayOf = (ms: number): string => new Date(ms + CHINA_MS).toISOString().slice(0, 10);
export const beginOfChinaDay = (ms: number): number => Math.floor((ms + CHINA_MS) / CHINA_DAY_MS) * CHINA_DAY_MS - CHINA_MS;
