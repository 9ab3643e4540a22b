import type { JobHandler } from '~/prisma/jobs/work-jobs.server';

import type { EmbeddingDependencies } from '../choice/follow-embedding-choice.server';
import type { EmbeddingModel } from '../embedding-model.server';
import { tryEmbeddingHandler, tryEmbeddingJob } from '../trial/try-embedding-model.server';
import { buildVectorsJob, removeVectorsJob } from './build-state';
import { buildVectorsHandler } from './build-vectors.server';
import { removeVectorsHandler } from './remove-vectors.server';

/** The handlers of the work on vectors beside those in use. */
export function vectorSetHandlers(
  deps: EmbeddingDependencies,
  modelInUse: () => Promise<EmbeddingModel | null>,
): Record<string, JobHandler> {
  return {
    [buildVectorsJob]: buildVectorsHandler(deps, modelInUse),
    [removeVectorsJob]: removeVectorsHandler(deps),
    [tryEmbeddingJob]: tryEmbeddingHandler(deps),
  };
}
