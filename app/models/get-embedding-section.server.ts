import type { Services } from '~/app/services.server';
import { isEmbeddingModel } from '~/knowledge/answers/choose-model';
import type { ServerLook } from '~/knowledge/answers/models/model-server';
import { listVectorSets } from '~/knowledge/search/embedding/builds/list-vector-sets.server';
import { bundledServer, vectorKeyOf } from '~/knowledge/search/embedding/choice/embedding-choice';
import { readEmbeddingChoice } from '~/knowledge/search/embedding/choice/read-choice.server';
import { modelName } from '~/knowledge/search/embedding/model-files.server';
import {
  readEmbeddingTrials,
  tryEmbeddingJob,
} from '~/knowledge/search/embedding/trial/try-embedding-model.server';

interface LookedAt {
  id: string;
  name: string;
  look: ServerLook;
}

/** What the models page shows of embedding: the models there are, their trials, and the vectors that stand. */
export async function getEmbeddingSection(services: Services, servers: readonly LookedAt[]) {
  const { db, sql, search } = services;
  const choice = readEmbeddingChoice(sql);
  const bundledKey = await search.bundledKey();
  const inUse = choice === null ? bundledKey : vectorKeyOf(choice);
  const [sets, jobs, changes, lastSwap] = await Promise.all([
    listVectorSets({ db, sql }, inUse),
    db.job.findMany({
      where: { kind: tryEmbeddingJob, state: { in: ['waiting', 'running'] } },
      select: { payload: true },
    }),
    db.knowledgeChange.findMany({
      where: { kind: 'embedding-model', state: { in: ['waiting', 'running', 'failed', 'passed'] } },
      select: { id: true, title: true, state: true },
      orderBy: { createdAt: 'desc' },
      take: 3,
    }),
    db.knowledgeChange.findFirst({
      where: { kind: 'embedding-model', state: 'published', rollsBackId: null },
      select: { id: true, title: true, publishedAt: true },
      orderBy: { publishedAt: 'desc' },
    }),
  ]);
  const trials = readEmbeddingTrials(sql);
  const trying = new Set(
    jobs.map(({ payload }) => {
      const { serverId, model } = payload as { serverId: string; model: string };
      return `${serverId}:${model}`;
    }),
  );
  const named = [
    { serverId: bundledServer, serverName: null, model: modelName },
    ...servers.flatMap(({ id, name, look }) =>
      look.state === 'unreachable'
        ? []
        : look.models
            .filter((model) => isEmbeddingModel(model.name, model.families))
            .map((model) => ({ serverId: id, serverName: name, model: model.name })),
    ),
  ];
  const { reason, vectorsPending } = search.status();
  const models = named.map(({ serverId, serverName, model }) => {
    const trial = trials.get(`${serverId}:${model}`) ?? null;
    const tried = trial && 'choice' in trial ? trial.choice : null;
    const key = serverId === bundledServer ? bundledKey : tried && vectorKeyOf(tried);
    const isInUse =
      choice === null ? serverId === bundledServer : choice.serverId === serverId && choice.model === model;
    const set = sets.find((one) => one.key === key) ?? null;
    return {
      ...{ serverId, serverName, model, trial, set, isInUse },
      isTrying: trying.has(`${serverId}:${model}`),
    };
  });
  const leftOver = sets.filter(({ key, isInUse }) => !isInUse && !models.some(({ set }) => set?.key === key));
  const isMoving =
    vectorsPending > 0 ||
    trying.size > 0 ||
    sets.some(({ state }) => state === 'building' || state === 'removing') ||
    changes.some(({ state }) => state === 'waiting' || state === 'running');
  return {
    models,
    /** Whether something on it moves by itself. */
    isMoving,
    /** Vectors that no model on the page would use: of a server that is gone, or of other weights. */
    leftOver,
    changes,
    lastSwap: lastSwap && { id: lastSwap.id, title: lastSwap.title },
    inUse: { model: choice?.model ?? modelName, reason: reason ?? null, vectorsPending },
  };
}

export type EmbeddingSection = Awaited<ReturnType<typeof getEmbeddingSection>>;
