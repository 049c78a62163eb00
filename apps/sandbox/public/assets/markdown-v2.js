// markdown_v2 of group robots: the wider markdown, without colours and mentions.
import { el } from './common.js';
import { isWebAddress, link } from './rich-text.js';

const INLINE = /!\[([^\]\n]*)\]\(([^)\s]+)\)|\[([^\]\n]*)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|\*([^*\n]+)\*|`([^`\n]+)`/;

function inline(content) {
  const nodes = [];
  let rest = content;
  for (let match = INLINE.exec(rest); match; match = INLINE.exec(rest)) {
    const [all, alt, picture, label, address, bold, italic, code] = match;
    nodes.push(rest.slice(0, match.index));
    if (picture !== undefined) nodes.push(isWebAddress(picture) ? el('img', { class: 'md-image', src: picture, alt }) : all);
    else if (address !== undefined) nodes.push(link(address, ...inline(label)));
    else if (bold !== undefined) nodes.push(el('strong', {}, ...inline(bold)));
    else if (italic !== undefined) nodes.push(el('em', {}, ...inline(italic)));
    else nodes.push(el('code', { text: code }));
    rest = rest.slice(match.index + all.length);
  }
  nodes.push(rest);
  return nodes;
}

const cells = (line) => line.trim().replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim());
const isTableRule = (line) => /^\s*\|?[\s:|-]+\|?\s*$/.test(line ?? '') && line.includes('-') && line.includes('|');

function table(lines) {
  const aligns = cells(lines[1]).map((rule) => (rule.endsWith(':') ? (rule.startsWith(':') ? 'center' : 'right') : 'left'));
  const row = (line, tag) => el('tr', {}, ...cells(line).map((cell, index) => el(tag, { class: `align-${aligns[index] ?? 'left'}` }, ...inline(cell))));
  return el('div', { class: 'md-table' }, el('table', {}, el('thead', {}, row(lines[0], 'th')), el('tbody', {}, ...lines.slice(2).map((line) => row(line, 'td')))));
}

export function markdownV2(content) {
  const lines = content.split(/\r?\n/);
  const nodes = [];
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    if (line.startsWith('```')) {
      const code = [];
      for (i += 1; i < lines.length && !lines[i].startsWith('```'); i += 1) code.push(lines[i]);
      nodes.push(el('pre', { text: code.join('\n') }));
    } else if (line.includes('|') && isTableRule(lines[i + 1])) {
      const rows = [];
      for (; i < lines.length && lines[i].includes('|'); i += 1) rows.push(lines[i]);
      i -= 1;
      nodes.push(table(rows));
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      nodes.push(el('hr'));
    } else if (line.startsWith('>')) {
      const quoted = [];
      for (; i < lines.length && lines[i].startsWith('>'); i += 1) quoted.push(lines[i].replace(/^>\s?/, ''));
      i -= 1;
      nodes.push(el('blockquote', {}, ...markdownV2(quoted.join('\n'))));
    } else {
      const heading = /^(#{1,6})\s+(.*)$/.exec(line);
      const item = /^(\s*)([-*+]|\d+\.)\s+(.*)$/.exec(line);
      if (heading) nodes.push(el(`h${heading[1].length}`, {}, ...inline(heading[2])));
      else if (item) nodes.push(el('div', { class: `md-item depth-${Math.min(3, Math.floor(item[1].length / 2))}` }, el('span', { text: /\d/.test(item[2]) ? item[2] : '•' }), el('span', {}, ...inline(item[3]))));
      else nodes.push(el('div', { class: 'line' }, ...inline(line)));
    }
  }
  return nodes;
}
