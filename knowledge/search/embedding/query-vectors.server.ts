import { Embeddings } from '@langchain/core/embeddings';

import type { EmbeddingModel } from './embedding-model.server';

const keptVectors = 500;

/** The vectors of the last questions: a page that is reloaded, or the next page of results, embeds nothing twice. */
export class QueryVectors {
  readonly #kept = new Map<string, Promise<Float32Array>>();

  constructor(readonly model: Pick<EmbeddingModel, 'embedQuery'>) {}

  /** The vector of a question. Rejects when the model fails; a failure is not kept. */
  of(text: string): Promise<Float32Array> {
    const kept = this.#kept.get(text);
    this.#kept.delete(text);
    const vector = kept ?? this.model.embedQuery(text);
    this.#kept.set(text, vector);
    if (!kept) vector.catch(() => this.#kept.delete(text));
    if (this.#kept.size > keptVectors) this.#kept.delete(this.#kept.keys().next().value as string);
    return vector;
  }
}

/** The model behind LangChain's face of embeddings. */
export class PassageEmbeddings extends Embeddings {
  constructor(readonly model: Pick<EmbeddingModel, 'embedQuery' | 'embedPassages'>) {
    super({});
  }

  override async embedQuery(text: string): Promise<number[]> {
    return [...(await this.model.embedQuery(text))];
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    return (await this.model.embedPassages(texts)).map((vector) => [...vector]);
  }
}
