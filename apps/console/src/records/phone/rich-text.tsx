import { Fragment, type ReactNode } from 'react';

/** Only addresses that a browser may open from here. */
const isWebAddress = (address: string): boolean => /^https?:\/\//i.test(address);

export function PhoneLink({ to, children }: { to: string; children: ReactNode }): ReactNode {
  return isWebAddress(to) ? <a href={to} target="_blank" rel="noreferrer">{children}</a> : children;
}

const COLORS = ['info', 'comment', 'warning'];

/** Bold, link, inline code, coloured: whichever stands first; what is inside is read again. */
const INLINE = /\*\*(?<bold>[^*]+)\*\*|\[(?<label>[^\]]*)\]\((?<link>[^)\s]+)\)|`(?<code>[^`]+)`|<font color="(?<color>\w+)">(?<coloured>.*?)<\/font>/;

function inline(text: string): ReactNode {
  const match = INLINE.exec(text);
  if (!match) return text;
  const { bold, label, link, code, color, coloured } = match.groups ?? {};
  const found = (): ReactNode => {
    if (bold !== undefined) return <strong>{inline(bold)}</strong>;
    if (link !== undefined) return <PhoneLink to={link}>{inline(label ?? '')}</PhoneLink>;
    if (code !== undefined) return <code>{code}</code>;
    return <span data-color={COLORS.find((known) => known === color)}>{inline(coloured ?? '')}</span>;
  };
  return (
    <>
      {text.slice(0, match.index)}
      {found()}
      {inline(text.slice(match.index + match[0].length))}
    </>
  );
}

type Line = { kind: 'heading'; level: number; text: string } | { kind: 'quote' | 'text'; text: string };

function lineOf(source: string): Line {
  const heading = /^(#{1,6}) (.*)$/.exec(source);
  if (heading) return { kind: 'heading', level: heading[1]!.length, text: heading[2]! };
  const quote = /^> ?(.*)$/.exec(source);
  return quote ? { kind: 'quote', text: quote[1]! } : { kind: 'text', text: source };
}

function block(line: Line): ReactNode {
  if (line.kind === 'heading') return <div data-heading={Math.min(line.level, 4)}>{inline(line.text)}</div>;
  return line.kind === 'quote' ? <blockquote>{inline(line.text)}</blockquote> : <div data-line>{inline(line.text)}</div>;
}

/** The subset of markdown that WeCom shows: headings, bold, links, inline code, quotes and three colours. */
export function Markdown({ content }: { content: string }): ReactNode {
  // The lines of a message never change: their place is their identity.
  return content.replace(/\n+$/, '').split('\n').map((source, index) => <Fragment key={index}>{block(lineOf(source))}</Fragment>);
}

interface Piece {
  match: RegExpMatchArray;
  node: ReactNode;
}

/** The text with what matches replaced; all else, also markup that WeCom does not know, stays the text it is. */
function replaced(text: string, pattern: RegExp, nodeOf: (match: RegExpMatchArray) => ReactNode): ReactNode {
  const pieces: Piece[] = [...text.matchAll(pattern)].map((match) => ({ match, node: nodeOf(match) }));
  const starts = [0, ...pieces.map(({ match }) => match.index! + match[0].length)];
  return starts.map((start, index) => (
    <Fragment key={index}>
      {text.slice(start, pieces[index]?.match.index)}
      {pieces[index]?.node}
    </Fragment>
  ));
}

/** Text of WeCom: lines as they are, and links. */
export function PlainText({ content }: { content: string }): ReactNode {
  return replaced(content, /<a\s+href\s*=\s*["']([^"']*)["'][^>]*>(.*?)<\/a>/gis, ([, address, label]) => <PhoneLink to={address ?? ''}>{label}</PhoneLink>);
}

const CARD_CLASSES = ['gray', 'normal', 'highlight'];

/** The description of a card: `<br>`, and `<div>` in three colours. */
export function CardText({ content }: { content: string }): ReactNode {
  return replaced(content, /<br\s*\/?>|<div(?:\s+class\s*=\s*["']?(\w+)["']?)?\s*>(.*?)<\/div>/gis, ([, name, inside]) =>
    inside === undefined ? <br /> : <div data-card={CARD_CLASSES.find((known) => known === name)}><CardText content={inside} /></div>,
  );
}
