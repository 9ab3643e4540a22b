import { z } from 'zod';

/** The key of `Setting` under which the search's settings are kept. */
export const searchSettingsKey = 'search-settings';

const share = z.number().min(0).max(1);

/**
 * How the parts of search are joined. Kept as `Setting` "search-settings", changed through the gate, loaded live.
 * Fields that are absent have their default, so that a later version may add some.
 */
export const searchSettingsSchema = z.strictObject({
  /**
   * scores: each list's scores are brought to 0…1 within the question and summed by weight.
   * ranks: reciprocal rank fusion; needs no weights, and one outlying score moves nothing.
   */
  method: z.enum(['scores', 'ranks']).default('scores'),
  /** What vectors weigh against keywords, 0…1; half and half under `ranks` whatever stands here. */
  vectorWeight: share.default(0.6),
  /** The k of reciprocal rank fusion: higher flattens the first places. */
  rankConstant: z.number().int().min(1).max(1_000).default(20),
  /** How many passages each part ranks before they are joined. */
  depth: z.number().int().min(20).max(500).default(150),
  /** How many of the first passages are put in order by more evidence (clauses, openings, likeness, words in context); 0 turns it off. */
  judged: z.number().int().min(0).max(200).default(50),
  /** How many passages before and after a short one are given along with it; 0 gives none. */
  neighbours: z.number().int().min(0).max(3).default(1),
  /** How many of the first passages go to the reranker, where one is set up; 0 turns it off. */
  rerankDepth: z.number().int().min(0).max(100).default(30),
});

/** The settings of search, complete. */
export type SearchSettings = z.infer<typeof searchSettingsSchema>;

/** The settings before anyone changed them; where the figures come from: docs/decisions. */
export const defaultSearchSettings: SearchSettings = searchSettingsSchema.parse({});
