import { Document, type DocumentInterface } from '@langchain/core/documents';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { VectorStore } from '@langchain/core/vectorstores';

import { ClauseMatrix } from '../judging/clause-matrix';
import type { HnswGraph } from './hnsw-graph.server';
import { searchVectors } from './search-vectors';
import { VectorMatrix, type Neighbour } from './vector-matrix';

/** What a passage's document carries in LangChain's terms. */
export interface PassageMetadata {
  passageId: number;
  documentId: string;
}
type PassageDocument = DocumentInterface<PassageMetadata & Record<string, unknown>>;

export interface HnswVectorStoreOptions {
  dimension: number;
  /** Reads the passages' words when a caller wants documents; the store itself keeps vectors only. */
  readPassages: (ids: readonly number[]) => PassageDocument[];
  /** See `searchVectors`. Default: where a scan is cheaper. */
  scanUpTo?: number;
}

/**
 * The passages' vectors behind LangChain's face: cosine over unit vectors, exact or through an HNSW graph. The truth is
 * the database's; what is added or deleted here only follows it. A graph is adopted whole and never written to, so
 * search goes on while the next one is built; what came since is searched beside it.
 */
export class HnswVectorStore extends VectorStore {
  /** The ids of the documents whose passages take part. */
  declare FilterType: ReadonlySet<string>;
  readonly #matrix: VectorMatrix;
  readonly #clauses: ClauseMatrix;
  readonly #newer = new Set<number>();
  readonly #groups = new Map<string, number>();
  /** A byte a document for each set that is asked with; a set asked with isn't changed any more. */
  readonly #accepted = new WeakMap<ReadonlySet<string>, Uint8Array>();
  readonly #options: HnswVectorStoreOptions;
  #graph: HnswGraph | null = null;

  constructor(embeddings: EmbeddingsInterface, options: HnswVectorStoreOptions) {
    super(embeddings, {});
    this.#options = options;
    this.#matrix = new VectorMatrix(options.dimension);
    this.#clauses = new ClauseMatrix(options.dimension);
  }

  _vectorstoreType(): string {
    return 'hnsw';
  }

  get size(): number {
    return this.#matrix.size;
  }

  get kind(): 'hnsw' | 'exact' {
    return this.#graph ? 'hnsw' : 'exact';
  }

  /** How many vectors the graph lacks or knows by an older one; all, without a graph. */
  get newerThanGraph(): number {
    return this.#graph ? this.#newer.size : this.#matrix.size;
  }

  has(passageId: number): boolean {
    return this.#matrix.has(passageId);
  }

  /** The cosine of a question with a passage, or null. */
  cosine(passageId: number, query: Float32Array): number | null {
    return this.#matrix.cosine(passageId, query) ?? null;
  }

  /** The vector of a passage, or null. */
  vectorOf(passageId: number): Float32Array | null {
    return this.#matrix.vectorOf(passageId) ?? null;
  }

  ids(): Iterable<number> {
    return this.#matrix.ids();
  }

  /** The ids of the documents' passages; null when they are more than `atMost`. */
  idsOf(documents: ReadonlySet<string>, atMost: number): number[] | null {
    const accepts = this.#acceptOnly(documents) ?? (() => true);
    return this.#matrix.count(accepts) <= atMost ? this.#matrix.idsAccepted(accepts) : null;
  }

  /** Puts one passage's vector; `version` tells a graph's state from what came after it. */
  put(passage: PassageMetadata, vector: Float32Array, version = Number.MAX_SAFE_INTEGER): void {
    const group = this.#groups.get(passage.documentId) ?? this.#groups.size;
    this.#groups.set(passage.documentId, group);
    this.#matrix.put(passage.passageId, vector, group, version);
    this.#markNewer(passage.passageId);
  }

  /** Puts the vectors of a passage's clauses, packed as signed bytes; none for a passage of one clause. */
  putClauses(passageId: number, packed: Int8Array): void {
    this.#clauses.put(passageId, packed);
  }

  /** The best cosine of a question with a clause of the passage, or with the whole while clauses have no vectors. */
  clauseCosine(passageId: number, query: Float32Array): number | null {
    return this.#clauses.bestCosine(passageId, query) ?? this.cosine(passageId, query);
  }

  remove(passageId: number): void {
    this.#clauses.remove(passageId);
    this.#matrix.remove(passageId);
    this.#newer.delete(passageId);
  }

  /** Searches through this graph from now on; null goes back to exact search. */
  adoptGraph(graph: HnswGraph | null): void {
    this.#graph = graph;
    this.#newer.clear();
    if (graph) for (const id of this.#matrix.ids()) this.#markNewer(id);
  }

  /** The `k` nearest passages, best first; of the documents given only. Never fewer than exist. */
  nearest(query: Float32Array, k: number, documents?: ReadonlySet<string>): Neighbour[] {
    const searched = { matrix: this.#matrix, graph: this.#graph, newer: this.#newer };
    return searchVectors(searched, query, k, this.#acceptOnly(documents), this.#options.scanUpTo);
  }

  override addVectors(vectors: number[][], documents: PassageDocument[]): Promise<string[]> {
    documents.forEach(({ metadata }, at) => this.put(metadata, Float32Array.from(vectors[at] ?? [])));
    return Promise.resolve(documents.map(({ metadata }) => String(metadata.passageId)));
  }

  override async addDocuments(documents: PassageDocument[]): Promise<string[]> {
    return this.addVectors(
      await this.embeddings.embedDocuments(documents.map((d) => d.pageContent)),
      documents,
    );
  }

  override delete({ ids }: { ids: readonly string[] }): Promise<void> {
    for (const id of ids) this.remove(Number(id));
    return Promise.resolve();
  }

  override similaritySearchVectorWithScore(
    query: number[],
    k: number,
    filter?: ReadonlySet<string>,
  ): Promise<[PassageDocument, number][]> {
    const neighbours = this.nearest(Float32Array.from(query), k, filter);
    const passages = this.#options.readPassages(neighbours.map(({ id }) => id));
    const byId = new Map(passages.map((document) => [document.metadata.passageId, document]));
    return Promise.resolve(
      neighbours.flatMap(({ id, score }): [PassageDocument, number][] => {
        const passage = byId.get(id);
        return passage ? [[new Document({ ...passage, id: String(id) }), score]] : [];
      }),
    );
  }

  #acceptOnly(documents?: ReadonlySet<string>): ((group: number) => boolean) | undefined {
    if (!documents) return undefined;
    let accepted = this.#accepted.get(documents);
    if (accepted?.length !== this.#groups.size) {
      accepted = this.#markAccepted(documents);
      this.#accepted.set(documents, accepted);
    }
    const marks = accepted;
    return (group) => marks[group] === 1;
  }

  #markAccepted(documents: ReadonlySet<string>): Uint8Array {
    const accepted = new Uint8Array(this.#groups.size);
    for (const id of documents) {
      const group = this.#groups.get(id);
      if (group !== undefined) accepted[group] = 1;
    }
    return accepted;
  }

  #markNewer(id: number): void {
    const graph = this.#graph;
    if (!graph) return;
    if (!graph.has(id) || (this.#matrix.versionOf(id) ?? 0) > graph.version) this.#newer.add(id);
  }
}
