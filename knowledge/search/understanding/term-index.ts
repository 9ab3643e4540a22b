/** A term found in a text: `start` and `end` count UTF-16 units of the folded text. */
export interface FoundTerm<Value> {
  start: number;
  end: number;
  term: string;
  value: Value;
}

/** Letters of A to Z as small ones, length kept, so that places in the folded text are places in the text. */
export function foldCase(text: string): string {
  return text.replace(/[A-Z]+/g, (run) => run.toLowerCase());
}

/**
 * Terms by their first character and length, built once. Looking a place of a text up costs one map look-up for each
 * length that a term with that first character has, however many terms there are.
 */
export class TermIndex<Value> {
  readonly #byTerm = new Map<string, Value>();
  readonly #lengths = new Map<string, number[]>();

  constructor(terms: Iterable<readonly [term: string, value: Value]>) {
    for (const [term, value] of terms) {
      const folded = foldCase(term);
      const [first] = folded;
      if (first === undefined) continue;
      this.#byTerm.set(folded, value);
      const lengths = this.#lengths.get(first) ?? [];
      if (!lengths.includes(folded.length)) lengths.push(folded.length);
      this.#lengths.set(first, lengths);
    }
    for (const lengths of this.#lengths.values()) lengths.sort((a, b) => b - a);
  }

  get size(): number {
    return this.#byTerm.size;
  }

  get(term: string): Value | undefined {
    return this.#byTerm.get(foldCase(term));
  }

  /** The longest term that begins at a place of folded text and that `accept` lets stand there. */
  longestAt(
    folded: string,
    start: number,
    accept: (end: number) => boolean = () => true,
  ): FoundTerm<Value> | null {
    for (const found of this.allAt(folded, start)) if (accept(found.end)) return found;
    return null;
  }

  /** All terms that begin at a place of folded text, the longest first. */
  *allAt(folded: string, start: number): Generator<FoundTerm<Value>, void> {
    const [first = ''] = folded.slice(start, start + 2);
    for (const length of this.#lengths.get(first) ?? []) {
      const end = start + length;
      const term = folded.slice(start, end);
      const value = term.length === length ? this.#byTerm.get(term) : undefined;
      if (value !== undefined) yield { start, end, term, value };
    }
  }
}

const latin = /[A-Za-z0-9]/;

/** Whether a term may stand here: a word of letters or figures is not found inside a longer one. */
export function isWordBounded(text: string, start: number, end: number): boolean {
  const cuts = (at: number) => latin.test(text[at - 1] ?? ' ') && latin.test(text[at] ?? ' ');
  return !cuts(start) && !cuts(end);
}
