/** Whom a campaign is for: firms that may have the policy, or those that one answer of their own decides for. */
export const audiences = ['eligible', 'one-step'] as const;
export type Audience = (typeof audiences)[number];

/**
 * Why a firm of the audience isn't told, in the order in which it is asked; a firm counts at the first that holds.
 * `unanswerable`: no answer of the firm's own would decide; `recent`: told of the policy within 30 days; `nobody`: no
 * person acts for it; `declined`: it doesn't want to hear unasked.
 */
export const leftOut = ['applied', 'dismissed', 'unanswerable', 'recent', 'nobody', 'declined'] as const;
export type LeftOut = (typeof leftOut)[number];
export type AudiencePlace = LeftOut | 'reached';

/** Days within which a firm isn't told of the same policy again. */
export const recentDays = 30;

/** The audience and what becomes of it: the parts add up to `all`. */
export interface AudienceTally {
  all: number;
  out: Record<LeftOut, number>;
  reached: number;
}

/** Adds up how many firms are in each place. */
export function tallyAudience(counts: Partial<Record<AudiencePlace, number>>): AudienceTally {
  const out = Object.fromEntries(leftOut.map((place) => [place, counts[place] ?? 0])) as AudienceTally['out'];
  const reached = counts.reached ?? 0;
  return { out, reached, all: leftOut.reduce((sum, place) => sum + out[place], reached) };
}

/** A bar of the waterfall: from where to where of the whole, in thousandths. */
export interface WaterfallBar {
  place: 'all' | AudiencePlace;
  firms: number;
  from: number;
  length: number;
}

/** The audience as a waterfall: the whole, what each reason takes away from the right, what remains. */
export function waterfall({ all, out, reached }: AudienceTally): WaterfallBar[] {
  const share = (firms: number) => (all === 0 ? 0 : Math.round((firms / all) * 1000));
  let left = all;
  return [
    { place: 'all', firms: all, from: 0, length: share(all) },
    ...leftOut.map((place): WaterfallBar => {
      left -= out[place];
      return { place, firms: out[place], from: share(left), length: share(left + out[place]) - share(left) };
    }),
    { place: 'reached', firms: reached, from: 0, length: share(reached) },
  ];
}
