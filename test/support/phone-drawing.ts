import { join } from 'node:path';

/** What the sandbox's phone makes of a message: elements with their class and address, and `text` where words stand. */
export type Drawn = 'text' | { tag: string; className?: string; href?: string; children: Drawn[] };

/** As much of a browser as the phone's drawing needs. */
class DrawnElement {
  className = '';
  readonly style = {};
  readonly dataset = {};
  private readonly attributes = new Map<string, string>();
  private readonly children: (DrawnElement | string)[] = [];

  constructor(private readonly tag: string) {}

  set textContent(text: string) {
    this.children.splice(0, this.children.length, text);
  }

  get classList(): { add: (name: string) => void } {
    return { add: (name) => void (this.className = `${this.className} ${name}`.trim()) };
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  append(...children: (DrawnElement | string)[]): void {
    this.children.push(...children);
  }

  addEventListener(): void {
    // Nobody presses anything here.
  }

  read(): Drawn {
    const href = this.attributes.get('href') ?? this.attributes.get('src');
    const children = this.children.map((child) => (child instanceof DrawnElement ? child.read() : 'text'));
    const named = children.filter((child, at) => child !== 'text' || this.children[at] !== '');
    return { tag: this.tag, ...(this.className && { className: this.className }), ...(href !== undefined && { href }), children: named };
  }
}

type Draw = (message: { msgType: string; content: unknown }, tools: object) => DrawnElement;

/** @param content of the message type, as it is sent */
export function phoneDrawing(): (msgType: string, content: unknown) => Drawn {
  Object.assign(globalThis, { document: { createElement: (tag: string) => new DrawnElement(tag) }, localStorage: { getItem: () => 'zh' } });
  // The page's own script: a browser loads it as it is.
  const { draw } = jest.requireActual<{ draw: Draw }>(join(__dirname, '../../apps/sandbox/public/assets/bubbles.js'));
  return (msgType, content) => draw({ msgType, content }, { text: String, use: () => undefined }).read();
}

/** All elements, the outer before the inner. */
export function elementsOf(drawn: Drawn): Exclude<Drawn, 'text'>[] {
  return drawn === 'text' ? [] : [drawn, ...drawn.children.flatMap(elementsOf)];
}
