// Language, small DOM helpers and the sandbox's API, for all pages.

const LANGUAGE_KEY = 'sandbox-language';

export const language = localStorage.getItem(LANGUAGE_KEY) ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');

/** Fills every `data-text` place of the page and gives the look-up of single words. */
export function translate(words) {
  const text = (key, values = {}) => (words[key]?.[language === 'zh' ? 0 : 1] ?? key).replace(/\{(\w+)\}/g, (_all, name) => String(values[name] ?? ''));
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const place of document.querySelectorAll('[data-text]')) place.textContent = text(place.dataset.text);
  for (const place of document.querySelectorAll('[data-placeholder]')) place.placeholder = text(place.dataset.placeholder);
  const button = document.querySelector('#language');
  if (button) {
    button.textContent = language === 'zh' ? 'English' : '中文';
    button.addEventListener('click', () => {
      localStorage.setItem(LANGUAGE_KEY, language === 'zh' ? 'en' : 'zh');
      location.reload();
    });
  }
  return text;
}

/** Makes an element. Text is always set as text, so nothing that was sent can become markup. */
export function el(tag, { class: className, text, on, data, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  for (const [name, value] of Object.entries(data ?? {})) element.dataset[name] = value;
  for (const [name, handler] of Object.entries(on ?? {})) element.addEventListener(name, handler);
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

export async function api(path, { method = 'GET', body } = {}) {
  const options = body === undefined ? { method } : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`/sandbox/${path}`, options);
  if (!response.ok) throw new Error((await response.json().catch(() => ({}))).message ?? `HTTP ${response.status}`);
  return response.status === 204 ? undefined : response.json();
}

export const query = (values) => new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')).toString();

/** A picture of letters, as WeCom gives people without a portrait. */
export function avatar(name, seed = name) {
  const letters = /[\u3400-\u9fff]/.test(name) ? name.slice(-2) : name.split(/\s+/).map((part) => part[0]).join('').slice(0, 2).toUpperCase();
  let tone = 0;
  for (const character of seed) tone = (tone * 31 + character.codePointAt(0)) % 8;
  return el('span', { class: `avatar tone-${tone}`, text: letters, 'aria-hidden': 'true' });
}

export const picture = (src) => el('span', { class: 'avatar' }, el('img', { src, alt: '' }));
