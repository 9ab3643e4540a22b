import { z } from 'zod';

/** The setting that holds the chosen embedding model; absent: the bundled one. Changed through the gate. */
export const embeddingChoiceKey = 'embedding-model';

/** The server's id of the model that comes with the platform. */
export const bundledServer = 'bundled';

/** A remote embedding model, and all that its vectors depend on. */
export const embeddingChoiceSchema = z.strictObject({
  serverId: z.string().min(1).max(60),
  model: z.string().trim().min(1).max(200),
  /** Numbers in a vector, as the trial found it. */
  dimension: z.number().int().min(1).max(8_192),
  /** The checksum of the weights, where the server tells it. */
  digest: z.string().max(128).nullable(),
  /** What was put before the texts. */
  treatment: z.enum(['plain', 'e5']),
});
export type EmbeddingChoice = z.infer<typeof embeddingChoiceSchema>;

/**
 * What the vectors of a remote model are kept under (`PassageVector.model`): everything that makes two vectors
 * incomparable is in it, so that they never mix. None is the beginning of another.
 */
export function vectorKeyOf({ serverId, model, dimension, digest, treatment }: EmbeddingChoice): string {
  const weights = digest === null ? 'untold' : digest.replace(/^sha256:/, '').slice(0, 12);
  return `${model}@${serverId}/${treatment}-${String(dimension)}-${weights}`;
}
