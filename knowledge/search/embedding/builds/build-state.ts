import { z } from 'zod';

/**
 * How far the vectors of a model are: `building` in the background; `built`, kept up with what comes in; `cancelled`,
 * to be gone on with; `removing`, being cleaned up.
 */
export const buildStates = ['building', 'built', 'cancelled', 'removing'] as const;
export const buildStateSchema = z.enum(buildStates);
export type BuildState = z.infer<typeof buildStateSchema>;

/** The jobs that build the vectors of a model and that remove them. */
export const buildVectorsJob = 'build-vectors';
export const removeVectorsJob = 'remove-vectors';
