import { pinyin } from 'pinyin-pro';

import { halveWidth, simplifyScript } from './simplify-script';

/**
 * What is read of terms once and handed on from a dictionary to the next: pinyin without tones (about 40 µs a term; ü is
 * written v) and the term in simplified characters.
 */
export class Syllables {
  readonly #normal = new Map<string, string>();
  readonly #terms = new Map<string, readonly string[]>();
  readonly #characters = new Map<string, readonly string[]>();

  /** The syllables of a term as they are read in it: 银行 is yin hang. */
  of(term: string): readonly string[] {
    const known = this.#terms.get(term);
    if (known) return known;
    const read = pinyin(term, { toneType: 'none', type: 'array', v: true });
    this.#terms.set(term, read);
    return read;
  }

  /** A term as questions are read: simplified, half width. */
  normalTerm(term: string): string {
    const known = this.#normal.get(term);
    if (known !== undefined) return known;
    const normal = simplifyScript(halveWidth(term)).trim();
    this.#normal.set(term, normal);
    return normal;
  }

  /** All readings of one character: 行 is xing, hang, heng. */
  ofCharacter(character: string): readonly string[] {
    const known = this.#characters.get(character);
    if (known) return known;
    const read = pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true });
    this.#characters.set(character, read);
    return read;
  }
}
