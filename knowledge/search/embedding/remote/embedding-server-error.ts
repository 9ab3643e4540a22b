/**
 * Why a server gave no vectors. `unreachable`: not there, or not in time; `missing`: it has no such model; `too-long`:
 * a text is beyond what the model reads; `refused`: it turned the request down; `bad-answer`: what came are no vectors
 * of this model; `changed`: the model under that name is another one than the vectors are of.
 */
export type EmbeddingFailure = 'unreachable' | 'missing' | 'too-long' | 'refused' | 'bad-answer' | 'changed';

/** A server of embedding models failed; the message says what it said. */
export class EmbeddingServerError extends Error {
  override readonly name = 'EmbeddingServerError';
  constructor(
    readonly failure: EmbeddingFailure,
    message: string,
  ) {
    super(message);
  }
}
