import type { SendOutcome } from './channel';

/** An access token that is fetched when it is needed, kept until shortly before its end, and renewed when refused. */
export interface TokenSource {
  get(signal: AbortSignal): Promise<{ token: string } | { fault: SendOutcome }>;
  /** The other side didn't take it: the next `get` fetches another. */
  drop(token: string): void;
}

/** What fetching gives: the token and how long it lives, or why there is none. */
export type FetchToken = (
  signal: AbortSignal,
) => Promise<{ token: string; lifeMs: number } | { fault: SendOutcome }>;

/** Both platforms ask to fetch seldom: one fetch serves all who wait for it. */
export function tokenSource(fetchToken: FetchToken, now: () => Date): TokenSource {
  let held: { token: string; untilMs: number } | null = null;
  let fetching: ReturnType<FetchToken> | null = null;
  return {
    async get(signal) {
      if (held && held.untilMs > now().valueOf()) return { token: held.token };
      fetching ??= fetchToken(signal).finally(() => (fetching = null));
      const fetched = await fetching;
      if ('fault' in fetched) return fetched;
      // A tenth of its life is left for the way and for clocks that differ.
      held = { token: fetched.token, untilMs: now().valueOf() + fetched.lifeMs * 0.9 };
      return { token: fetched.token };
    },
    drop(token) {
      if (held?.token === token) held = null;
    },
  };
}
