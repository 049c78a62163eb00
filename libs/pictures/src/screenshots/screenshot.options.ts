/** Pictures of the host's pages as a browser shows them. */
export interface ScreenshotOptions {
  /** Path of a Chromium. */
  executablePath: string;
  /** Origins of the host's pages, such as `https://bi.example.com`; the browser reaches no other host. */
  origins: readonly string[];
  /** For one page, in milliseconds; default 20,000. */
  timeoutMs?: number;
}
