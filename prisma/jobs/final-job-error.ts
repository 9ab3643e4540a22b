/** What a handler throws when no further attempt would end otherwise: its job fails at once. */
export class FinalJobError extends Error {
  override name = 'FinalJobError';
}
