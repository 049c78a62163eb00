const CHINA_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** WeCom's natural day, that of China, as `2026-03-02`. @param daysBefore counts back */
export function naturalDay(now: Date, daysBefore = 0): string {
  return new Date(now.getTime() + CHINA_OFFSET_MS - daysBefore * DAY_MS).toISOString().slice(0, 10);
}
