import { Embeddings } from '@langchain/core/embeddings';

import type { EmbeddedQuestion, EmbeddingModel } from './embedding-model.server';

const keptVectors = 500;

/** The vectors of the last questions: a page that is reloaded, or the next page of results, embeds nothing twice. */
export class QueryVectors {
  readonly #kept = new Map<string, Promise<EmbeddedQuestion>>();

  constructor(readonly model: Pick<EmbeddingModel, 'embedQuery' | 'embedQuestion'>) {}

  /** The vector of a question, with its words where the model shows them. Rejects when the model fails; a failure is not kept. */
  of(text: string): Promise<EmbeddedQuestion> {
    const kept = this.#kept.get(text);
    this.#kept.delete(text);
    const vector = kept ?? this.#embed(text);
    this.#kept.set(text, vector);
    if (!kept) vector.catch(() => this.#kept.delete(text));
    if (this.#kept.size > keptVectors) this.#kept.delete(this.#kept.keys().next().value as string);
    return vector;
  }

  async #embed(text: string): Promise<EmbeddedQuestion> {
    if (this.model.embedQuestion) return this.model.embedQuestion(text);
    return { vector: await this.model.embedQuery(text), words: null };
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
