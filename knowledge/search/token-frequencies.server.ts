import type { SqlReader } from '~/prisma/database.server';

import type { TokenFrequency } from './select-query-tokens';

const keptTokens = 20_000;
const keptMs = 60_000;

/**
 * Document frequencies from the keyword index, kept for a minute: they only choose which tokens are asked, so an old
 * one does no harm, and counting a frequent token anew costs milliseconds. A token that was unknown is looked up again.
 */
export class TokenFrequencies {
  readonly #known = new Map<string, number>();
  #passages = 0;
  #since = -Infinity;

  constructor(
    readonly sql: SqlReader,
    readonly now: () => Date,
  ) {}

  /** How many passages are indexed, as of the last minute. */
  get passages(): number {
    this.#expire();
    return this.#passages;
  }

  /** In how many passages each token occurs; unknown ones have 0. */
  of(tokens: readonly string[]): TokenFrequency[] {
    this.#expire();
    const unknown = tokens.filter((token) => !this.#known.has(token));
    if (unknown.length > 0) {
      const rows = this.sql.all<TokenFrequency>(
        `SELECT term AS token, doc AS documents FROM "PassageIndexVocabulary"
          WHERE term IN (${unknown.map(() => '?').join(', ')})`,
        unknown,
      );
      for (const { token, documents } of rows) this.#known.set(token, documents);
    }
    return tokens.map((token) => ({ token, documents: this.#known.get(token) ?? 0 }));
  }

  #expire(): void {
    const at = this.now().valueOf();
    const isFresh = at - this.#since < keptMs && at >= this.#since && this.#known.size < keptTokens;
    if (isFresh && this.#passages > 0) return;
    this.#known.clear();
    this.#since = at;
    this.#passages = this.sql.get<{ n: number }>('SELECT count(*) AS n FROM "Passage"')?.n ?? 0;
  }
}
