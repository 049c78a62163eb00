/** A thing of this system that tasks name by an id that means nothing elsewhere. */
export interface Named {
  id: string;
  name: string;
}

/** Takes ids for names and back. A name that several things have is no name: then the id stands in the file. */
export class ReferenceBook {
  private readonly ids = new Map<string, string | null>();
  private readonly names: ReadonlyMap<string, string>;

  /** @param fixed words that stand for themselves, such as keys of built-in templates */
  constructor(things: readonly Named[], fixed: readonly string[] = []) {
    for (const word of fixed) this.ids.set(word, word);
    for (const { id, name } of things) this.ids.set(name, this.ids.has(name) ? null : id);
    this.names = new Map(things.map(({ id, name }) => [id, name]));
  }

  /** What stands in a file for an id. */
  nameOf(id: string): string {
    const name = this.names.get(id);
    return name !== undefined && this.ids.get(name) === id ? name : id;
  }

  /** The id that a word of a file stands for; what is no name is taken for an id. */
  idOf(word: string): string {
    return this.ids.get(word) ?? word;
  }
}

/** Names of a tenant's things. */
export interface References {
  authorizations: ReferenceBook;
  calendars: ReferenceBook;
  templates: ReferenceBook;
  robots: ReferenceBook;
}
