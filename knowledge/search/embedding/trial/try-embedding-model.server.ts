import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, SqlReader } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';
import type { JobContext, JobHandler } from '~/prisma/jobs/work-jobs.server';

import { bundledServer, type EmbeddingChoice } from '../choice/embedding-choice';
import { openChosenModel, type EmbeddingDependencies } from '../choice/follow-embedding-choice.server';
import { EmbeddingServerError } from '../remote/embedding-server-error';
import { readDigest, requestVectors, type EmbeddingServer } from '../remote/request-vectors.server';
import { treatmentOf } from '../remote/text-treatment';
import { embeddingTrialSchema, judgeTrial, type EmbeddingTrial, type PassedTrial } from './embedding-trial';
import { trialTexts } from './trial-texts';

export const tryEmbeddingJob = 'try-embedding-model';

/** A model on a server; `bundled` is the server of the one that comes with the platform. */
export interface NamedModel {
  serverId: string;
  model: string;
}

const keyStart = 'embedding-trial:';
const keyOf = ({ serverId, model }: NamedModel) => `${keyStart}${serverId}:${model}`;
const longestMs = 120_000;

/** Puts the trial of a model into the queue; one that is being tried is not tried twice. */
export async function startEmbeddingTrial(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  { serverId, model }: NamedModel,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await enqueueJob(tx, {
      kind: tryEmbeddingJob,
      payload: { serverId, model },
      openKey: `${tryEmbeddingJob}:${serverId}:${model}`,
      maxAttempts: 2,
    });
    const entry = {
      action: 'embedding-model.try',
      subjectKind: 'model',
      subjectId: model,
      detail: { serverId },
    };
    await appendAuditEntry(tx, reader, entry, now());
  });
}

/** Tries a model and keeps what came of it, in place of an earlier trial; a server that fails is a result too. */
export function tryEmbeddingHandler(deps: EmbeddingDependencies): JobHandler {
  return async ({ payload, signal }: JobContext<NamedModel>) => {
    const trial = await tryEmbeddingModel(deps, payload, signal);
    const key = keyOf(payload);
    await deps.db.setting.upsert({ where: { key }, create: { key, value: trial }, update: { value: trial } });
  };
}

async function tryEmbeddingModel(
  deps: EmbeddingDependencies,
  named: NamedModel,
  signal: AbortSignal,
): Promise<EmbeddingTrial> {
  const at = deps.now().toISOString();
  try {
    const choice = named.serverId === bundledServer ? null : await learnChoice(deps, named, signal);
    return { at, choice, ...(await measure(deps, choice, signal)) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EmbeddingServerError) return { at, failure: error.failure, said: error.message };
    return { at, failure: 'refused', said: error instanceof Error ? error.message : String(error) };
  }
}

/** Asks the server for what only it knows: the dimension and the weights' checksum. Loads the model, too. */
async function learnChoice(
  deps: EmbeddingDependencies,
  { serverId, model }: NamedModel,
  signal: AbortSignal,
): Promise<EmbeddingChoice> {
  const server: EmbeddingServer | undefined = deps.servers().find(({ id }) => id === serverId);
  if (!server) throw new EmbeddingServerError('unreachable', 'the server is no longer listed');
  const limited = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
  const digest = await readDigest(server, model, limited);
  const [first] = await requestVectors(server, { model, texts: ['惠企政策'], signal: limited });
  return { serverId, model, dimension: first?.length ?? 0, digest, treatment: treatmentOf(model) };
}

async function measure(
  deps: EmbeddingDependencies,
  choice: EmbeddingChoice | null,
  signal: AbortSignal,
): Promise<Omit<PassedTrial, 'at' | 'choice'>> {
  const model = await openChosenModel(deps, choice);
  try {
    const began = performance.now();
    const passages = await model.embedPassages(
      trialTexts.map(({ passage }) => passage),
      signal,
    );
    const passagesMs = performance.now() - began;
    const questions: { question: string; vector: Float32Array }[] = [];
    for (const { question } of trialTexts)
      questions.push({ question, vector: await model.embedQuery(question) });
    const questionsMs = performance.now() - began - passagesMs;
    return {
      dimension: model.dimension,
      questionMs: Math.round((questionsMs / trialTexts.length) * 10) / 10,
      passageMs: Math.round((passagesMs / trialTexts.length) * 10) / 10,
      answers: judgeTrial(questions, passages),
    };
  } finally {
    await model.close();
  }
}

/** What came of trying the models, by `serverId:model`. */
export function readEmbeddingTrials(sql: SqlReader): Map<string, EmbeddingTrial> {
  const rows = sql.all<{ key: string; value: string }>(
    `SELECT key, value FROM "Setting" WHERE key LIKE '${keyStart}%'`,
  );
  return new Map(
    rows.flatMap(({ key, value }): [string, EmbeddingTrial][] => {
      const parsed = embeddingTrialSchema.safeParse(JSON.parse(value));
      return parsed.success ? [[key.slice(keyStart.length), parsed.data]] : [];
    }),
  );
}
