/** How many steps back are kept. */
const mostSteps = 200;

/** Steps of a design, there and back. States are compared as JSON, so that a change of nothing is no step. */
export class DesignHistory<T> {
  #past: string[] = [];
  #future: string[] = [];
  #now: string;
  #merge: string | null = null;

  constructor(start: T) {
    this.#now = JSON.stringify(start);
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /**
   * Remembers a new state; false when nothing changed. Steps in a row with the same `merge` are one: a word typed into
   * the title is undone as a whole.
   */
  push(state: T, merge: string | null = null): boolean {
    const text = JSON.stringify(state);
    if (text === this.#now) return false;
    if (merge === null || merge !== this.#merge) {
      this.#past.push(this.#now);
      if (this.#past.length > mostSteps) this.#past.shift();
    }
    this.#now = text;
    this.#merge = merge;
    this.#future = [];
    return true;
  }

  /** The state before; null at the beginning. */
  undo(): T | null {
    return this.#step(this.#past, this.#future);
  }

  /** The state that was undone last; null when none is. */
  redo(): T | null {
    return this.#step(this.#future, this.#past);
  }

  #step(from: string[], to: string[]): T | null {
    const text = from.pop();
    if (text === undefined) return null;
    to.push(this.#now);
    this.#now = text;
    this.#merge = null;
    return JSON.parse(text) as T;
  }
}
