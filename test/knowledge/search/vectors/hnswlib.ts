import { loadHnsw, type HnswModule } from '~/knowledge/search/vectors/hnsw-graph.server';

const loaded = await loadHnsw();

/** Whether the optional package is here; what needs it is skipped elsewhere, as the product does without it. */
export const hasHnsw = 'hnsw' in loaded;
export const hnswlib = ('hnsw' in loaded ? loaded.hnsw : null) as HnswModule;
