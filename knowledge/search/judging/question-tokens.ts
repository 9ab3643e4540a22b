/** The tokens of a question with their inverse document frequency times their weight. */
export type QuestionWorth = ReadonlyMap<string, number>;

/** How BM25 counts: saturation of repetition, and how far long texts pay for their length. */
const k1 = 1.5;
const b = 0.9;

/**
 * A question's tokens laid out for counting them in many texts: characters and their pairs are found by their codes while a
 * text is read once; words, numbers and document numbers are longer and few, and are looked for as they are.
 */
export class QuestionTokens {
  readonly #worth: Float64Array;
  readonly #isSingle: Uint8Array;
  readonly #characters = new Map<number, number>();
  readonly #pairs = new Map<number, number>();
  readonly #words: { token: string; at: number }[] = [];
  readonly #counts: Float64Array;
  /** The worth of all tokens together. */
  readonly mass: number;

  constructor(question: QuestionWorth) {
    this.#worth = Float64Array.from(question.values());
    this.#isSingle = Uint8Array.from(question.keys(), (token) => Number([...token].length === 1));
    this.#counts = new Float64Array(question.size);
    this.mass = this.#worth.reduce((sum, worth) => sum + worth, 0);
    [...question.keys()].forEach((token, at) => {
      if (token.length === 1) this.#characters.set(token.charCodeAt(0), at);
      else if (token.length === 2) this.#pairs.set(pairCode(token.charCodeAt(0), token.charCodeAt(1)), at);
      else if (token.length > 2) this.#words.push({ token, at });
    });
  }

  /** Counts the tokens in normal text; what is asked next is about this text. */
  count(text: string): void {
    const counts = this.#counts.fill(0);
    let before = -1;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const single = this.#characters.get(code);
      if (single !== undefined) counts[single] = (counts[single] as number) + 1;
      const pair = before < 0 ? undefined : this.#pairs.get(pairCode(before, code));
      if (pair !== undefined) counts[pair] = (counts[pair] as number) + 1;
      before = code;
    }
    for (const { token, at } of this.#words) if (text.includes(token)) counts[at] = 1;
  }

  /** BM25 of the text counted; `relativeLength`: its length by that of a usual one. */
  bm25(relativeLength: number, { singleOnly = false } = {}): number {
    const norm = k1 * (1 - b + b * relativeLength);
    let score = 0;
    this.#counts.forEach((count, at) => {
      if (count === 0 || (singleOnly && this.#isSingle[at] === 0)) return;
      score += ((this.#worth[at] as number) * count * (k1 + 1)) / (count + norm);
    });
    return score;
  }

  /** Share of the question's worth that the text counted holds, 0…1. */
  coverage(): number {
    if (this.mass <= 0) return 0;
    let held = 0;
    this.#counts.forEach((count, at) => {
      if (count > 0) held += this.#worth[at] as number;
    });
    return held / this.mass;
  }
}

function pairCode(first: number, second: number): number {
  return first * 65_536 + second;
}
