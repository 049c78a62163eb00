// The markup WeCom understands, turned into nodes. Nothing here ever parses HTML: unknown markup stays the text it is.
import { el } from './common.js';

export const isWebAddress = (address) => /^https?:\/\//i.test(address ?? '');

export function link(address, ...children) {
  if (!isWebAddress(address)) return el('span', {}, ...children);
  return el('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

/** Text messages: plain, with `<a href>` links. */
export function plainText(content) {
  const nodes = [];
  let rest = 0;
  for (const match of content.matchAll(/<a\s+href\s*=\s*(["'])(.*?)\1[^>]*>([\s\S]*?)<\/a>/gi)) {
    nodes.push(content.slice(rest, match.index), link(match[2], match[3]));
    rest = match.index + match[0].length;
  }
  nodes.push(content.slice(rest));
  return nodes;
}

/** Text card descriptions: `<br>` and `<div class="gray|normal|highlight">`. */
export function cardText(content) {
  const nodes = [];
  let rest = 0;
  for (const match of content.matchAll(/<br\s*\/?>|<div(?:\s+class\s*=\s*["']?(\w+)["']?)?\s*>([\s\S]*?)<\/div>/gi)) {
    nodes.push(content.slice(rest, match.index));
    if (match[2] === undefined) nodes.push(el('br'));
    else nodes.push(el('div', { class: ['gray', 'normal', 'highlight'].includes(match[1]) ? match[1] : '' }, ...cardText(match[2])));
    rest = match.index + match[0].length;
  }
  nodes.push(content.slice(rest));
  return nodes;
}

const INLINE = /\*\*(.+?)\*\*|\[([^\]\n]*)\]\(([^)\s]+)\)|`([^`\n]+)`|<font\s+color\s*=\s*["']?(info|comment|warning)["']?\s*>([\s\S]*?)<\/font>|<@([\w.@-]+)>/;

export function inline(content) {
  const nodes = [];
  let rest = content;
  for (let match = INLINE.exec(rest); match; match = INLINE.exec(rest)) {
    const [all, bold, label, address, code, colour, coloured, mention] = match;
    nodes.push(rest.slice(0, match.index));
    if (bold !== undefined) nodes.push(el('strong', {}, ...inline(bold)));
    else if (address !== undefined) nodes.push(link(address, ...inline(label)));
    else if (code !== undefined) nodes.push(el('code', { text: code }));
    else if (colour !== undefined) nodes.push(el('span', { class: colour }, ...inline(coloured)));
    else nodes.push(el('a', { text: `@${mention}` }));
    rest = rest.slice(match.index + all.length);
  }
  nodes.push(rest);
  return nodes;
}

/** The subset of markdown that apps and robots may send: headings, bold, links, code, quotes, three colours. */
export function markdown(content) {
  const nodes = [];
  let quote;
  for (const line of content.split(/\r?\n/)) {
    const quoted = /^>\s?(.*)$/.exec(line);
    if (quoted) {
      quote ??= nodes[nodes.push(el('blockquote')) - 1];
      quote.append(el('div', { class: 'line' }, ...inline(quoted[1])));
      continue;
    }
    quote = undefined;
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    nodes.push(heading ? el(`h${heading[1].length}`, {}, ...inline(heading[2])) : el('div', { class: 'line' }, ...inline(line)));
  }
  return nodes;
}
