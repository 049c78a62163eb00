/** What the operator decided, as the API app writes it into the page; the development server writes nothing. */
interface ConsoleSettings {
  embedOrigins: readonly string[];
  /** `#rrggbb` */
  themeColor?: string;
}

function settingsOfPage(): ConsoleSettings {
  const content = document.querySelector<HTMLMetaElement>('meta[name="push-console"]')?.content;
  return content ? (JSON.parse(decodeURIComponent(content)) as ConsoleSettings) : { embedOrigins: [] };
}

export const settings = settingsOfPage();

/** Path that all addresses of the console and the API begin with, without a slash at its end: empty, or `/bi-push` behind a proxy. */
export const BASE_PATH = new URL(document.querySelector('base')?.href ?? '/', window.location.href).pathname.replace(/\/$/, '');
