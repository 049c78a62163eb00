export type XmlValue = string | number | bigint | XmlFields | XmlValue[];
export interface XmlFields {
  [name: string]: XmlValue;
}

/** CDATA cannot hold its own end mark. */
const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

function element(name: string, value: XmlValue): string {
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
  if (typeof value === 'number' || typeof value === 'bigint') return `<${name}>${value}</${name}>`;
  if (typeof value === 'string') return `<${name}>${cdata(value)}</${name}>`;
  return `<${name}>${fields(value)}</${name}>`;
}

const fields = (value: XmlFields): string => Object.entries(value).map(([name, item]) => element(name, item)).join('');

/** XML as WeCom writes it: text in CDATA, numbers bare, one line. */
export const toXml = (value: XmlFields): string => `<xml>${fields(value)}</xml>`;

/** The text of the first such element, or ''. Enough for the flat replies an app gives; never used on anything but those. */
export function xmlText(xml: string, name: string): string {
  const match = new RegExp(`<${name}>\\s*(?:<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|([^<]*))\\s*</${name}>`).exec(xml);
  return match ? (match[1] ?? match[2]).trim() : '';
}

/** What stands inside the first such element, markup included; '' when there is none. */
export function xmlInside(xml: string, name: string): string {
  return new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml)?.[1] ?? '';
}

const ELEMENT = /<(\w+)>(?:\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*|([^<]*))<\/\1>|<(\w+)>([\s\S]*?)<\/\4>/g;

/** Flat and nested elements as fields; one that comes more than once becomes a list. Attributes and entities are not known. */
export function xmlFields(xml: string): XmlFields {
  const found: XmlFields = {};
  for (const [, leaf, quoted, plain, branch, inside] of xml.matchAll(ELEMENT)) {
    const name = leaf ?? branch;
    const value: XmlValue = leaf ? (quoted ?? plain.trim()) : xmlFields(inside);
    const held = found[name];
    if (held === undefined) found[name] = value;
    else if (Array.isArray(held)) held.push(value);
    else found[name] = [held, value];
  }
  return found;
}
