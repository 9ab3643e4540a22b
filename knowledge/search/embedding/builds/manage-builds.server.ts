import { proposeChange } from '~/knowledge/evaluation/gate/propose-change.server';
import { ConflictError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, SqlReader, Tx } from '~/prisma/database.server';
import { Prisma } from '~/prisma/generated/client';

import type { SearchIndex } from '../../search-index.server';
import { bundledServer, vectorKeyOf, type EmbeddingChoice } from '../choice/embedding-choice';
import { readChoiceIn } from '../choice/read-choice.server';
import { modelName } from '../model-files.server';
import { readEmbeddingTrials, type NamedModel } from '../trial/try-embedding-model.server';
import { askForBuild } from './ask-for-builds.server';
import { removeVectorsJob } from './build-state';

export interface BuildDependencies {
  db: Db;
  sql: SqlReader;
  now: () => Date;
  search: Pick<SearchIndex, 'bundledKey'>;
}

/** The gate's states in which a change may still come into force. */
const openChanges = ['waiting', 'running', 'passed', 'failed'];

/**
 * Begins to build the vectors of a model that stood its trial, or goes on with a cancelled build. Twice is once. Throws
 * ConflictError without a trial (only it tells the dimension), or while its vectors are being removed.
 */
export async function startBuild(deps: BuildDependencies, reader: Reader, named: NamedModel): Promise<void> {
  const { key, choice } = await knownModel(deps, named);
  await deps.db.$transaction(async (tx) => {
    const before = await tx.embeddingBuild.findUnique({ where: { key } });
    if (before?.state === 'removing') throw new ConflictError('这个模型的向量正在清理，清理完再重新建');
    await tx.embeddingBuild.upsert({
      where: { key },
      create: { key, ...named, choice: choice ?? Prisma.DbNull, createdAt: deps.now() },
      update: before?.state === 'built' ? {} : { state: 'building', error: null, perMinute: null },
    });
    await askForBuild(tx, key);
    await audit(tx, reader, 'embedding-build.started', key, deps.now());
  });
}

/** Stops a build; what stands is kept, and it can be gone on with. */
export async function cancelBuild(
  { db, now }: BuildDependencies,
  reader: Reader,
  key: string,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.embeddingBuild.updateMany({
      where: { key, state: 'building' },
      data: { state: 'cancelled', perMinute: null },
    });
    if (count > 0) await audit(tx, reader, 'embedding-build.cancelled', key, now());
  });
}

/** Proposes to search with a model whose vectors are built; the gate replays the questions with them. */
export async function proposeSwap(
  deps: BuildDependencies,
  reader: Reader,
  named: NamedModel,
): Promise<{ changeId: string }> {
  const { key, choice } = await knownModel(deps, named);
  return deps.db.$transaction(async (tx) => {
    if (keyOfChoice(await readChoiceIn(tx)) === keyOfChoice(choice))
      throw new ConflictError('正在用的就是这个模型');
    const build = await tx.embeddingBuild.findUnique({ where: { key } });
    if (build?.state === 'removing') throw new ConflictError('这个模型的向量正在清理，不能换用');
    const open = await findOpenSwap(tx, choice);
    if (open !== null) return { changeId: open };
    return proposeChange(tx, {
      kind: 'embedding-model',
      title: `检索改用向量模型 ${named.model}`,
      payload: { choice },
      departmentId: null,
      reader,
      now: deps.now(),
    });
  });
}

/** Removes the vectors of a model that is not in use. Throws ConflictError when it is, or may soon be, or is building. */
export async function removeVectors(
  { db, now }: BuildDependencies,
  reader: Reader,
  key: string,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const inUse = await readChoiceIn(tx);
    const isInUse = inUse === null ? key.startsWith(`${modelName}@`) : vectorKeyOf(inUse) === key;
    if (isInUse) throw new ConflictError('正在用的向量不能清理');
    const build = await tx.embeddingBuild.findUnique({ where: { key } });
    if (build?.state === 'building') throw new ConflictError('这个模型的向量正在建，请先停下再清理');
    if (await isProposed(tx, key)) {
      throw new ConflictError('有一项换用这个模型的变更还没有定下来，请先在变更页处理，再清理');
    }
    await tx.embeddingBuild.upsert({
      where: { key },
      create: { key, serverId: '', model: key, state: 'removing', createdAt: now() },
      update: { state: 'removing' },
    });
    await askForBuild(tx, key, removeVectorsJob);
    await audit(tx, reader, 'embedding-vectors.removed', key, now());
  });
}

const keyOfChoice = (choice: EmbeddingChoice | null) =>
  choice === null ? bundledServer : vectorKeyOf(choice);

async function knownModel(
  { sql, search }: BuildDependencies,
  { serverId, model }: NamedModel,
): Promise<{ key: string; choice: EmbeddingChoice | null }> {
  if (serverId === bundledServer) return { key: await search.bundledKey(), choice: null };
  const trial = readEmbeddingTrials(sql).get(`${serverId}:${model}`);
  if (!trial || !('choice' in trial) || trial.choice === null)
    throw new ConflictError('请先试一试这个模型：试过才知道它的维数');
  return { key: vectorKeyOf(trial.choice), choice: trial.choice };
}

async function findOpenSwap(tx: Tx, choice: EmbeddingChoice | null): Promise<string | null> {
  const open = await listOpenSwaps(tx);
  return open.find((change) => keyOfChoice(change.choice) === keyOfChoice(choice))?.id ?? null;
}

async function isProposed(tx: Tx, key: string): Promise<boolean> {
  const open = await listOpenSwaps(tx);
  return open.some(({ choice }) =>
    choice === null ? key.startsWith(`${modelName}@`) : vectorKeyOf(choice) === key,
  );
}

async function listOpenSwaps(tx: Tx): Promise<{ id: string; choice: EmbeddingChoice | null }[]> {
  const changes = await tx.knowledgeChange.findMany({
    where: { kind: 'embedding-model', state: { in: openChanges } },
    select: { id: true, payload: true },
  });
  return changes.map(({ id, payload }) => ({
    id,
    choice: (payload as { choice: EmbeddingChoice | null }).choice,
  }));
}

/** Throws NotFoundError when there is no such set of vectors. */
export async function requireVectorSet(db: Db, key: string): Promise<void> {
  const found =
    (await db.embeddingBuild.count({ where: { key } })) +
    (await db.passageVector.count({ where: { model: key }, take: 1 }));
  if (found === 0) throw new NotFoundError('vectors', key);
}

async function audit(tx: Tx, reader: Reader, action: string, key: string, at: Date): Promise<void> {
  await appendAuditEntry(tx, reader, { action, subjectKind: 'model', subjectId: key }, at);
}
