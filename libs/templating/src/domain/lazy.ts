/** A value of the model that is made when a template first asks for it: most short templates do not. An accessor would make each model a shape of its own, slow to look into. */
export class Lazy<T> {
  #made: { value: T } | undefined;
  readonly #make: () => T;

  constructor(make: () => T) {
    this.#make = make;
  }

  get value(): T {
    this.#made ??= { value: this.#make() };
    return this.#made.value;
  }
}
