import { createHash } from 'node:crypto';

import type { SearchIndex } from '~/knowledge/search/search-index.server';
import type { Db, Tx } from '~/prisma/database.server';

import { addToCentre, findGroup, findJoins, type QuestionGroup } from './group-questions';
import { maskPrivate } from './mask-private';

/** The queue's name for grouping what could not be answered. */
export const clusterQuestionsJob = 'cluster-questions';

export interface ClusterDeps {
  db: Db;
  search: Pick<SearchIndex, 'embedQuery' | 'status'>;
  now: () => Date;
}

interface OpenTurn {
  id: string;
  message: string;
  /** No source answered it, whether or not it was handed over afterwards. */
  foundNothing: boolean;
  createdAt: Date;
  conversation: { id: string; personId: string | null; enterpriseId: string | null };
  feedback: { kind: string; comment: string | null }[];
}

const aRound = 200;

/**
 * Groups the turns without a basis, and those rated badly, that are in no group yet, in the order in which they were
 * asked: the same turns give the same groups, and a run goes on where the last one stopped. Firms' names, phones and id
 * numbers are masked before anything is kept. A group that was resolved opens again when its question still finds
 * nothing. Without an embedding model the words decide. Returns how many turns were grouped.
 */
export async function clusterQuestions(deps: ClusterDeps, signal?: AbortSignal): Promise<number> {
  let grouped = 0;
  for (;;) {
    signal?.throwIfAborted();
    const turns = await readNewTurns(deps.db);
    for (const turn of turns) {
      signal?.throwIfAborted();
      await placeTurn(deps, turn);
      grouped += 1;
    }
    if (turns.length < aRound) break;
  }
  if (grouped > 0) await joinClusters(deps.db);
  return grouped;
}

async function readNewTurns(db: Db): Promise<OpenTurn[]> {
  const bad = { in: ['not-useful', 'wrong'] };
  // A question that found nothing and was handed over to a person is as unanswered by the sources as before.
  const rows = await db.$queryRaw<{ id: string; foundNothing: bigint }[]>`
    SELECT t.id AS id, (t.outcome = 'not-found' OR t.answer->>'outcome' = 'not-found') AS foundNothing FROM "Turn" t
     WHERE (t.outcome = 'not-found' OR (t.outcome = 'handed-over' AND t.answer->>'outcome' = 'not-found')
            OR t.id IN (SELECT f.turnId FROM "Feedback" f WHERE f.kind IN ('not-useful', 'wrong')))
       AND NOT EXISTS (SELECT 1 FROM "ClusteredQuestion" c WHERE c.turnId = t.id)
     ORDER BY t.createdAt, t.id LIMIT ${aRound}`;
  const foundNothing = new Map(rows.map((row) => [row.id, Number(row.foundNothing) === 1]));
  const turns = await db.turn.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, message: true, createdAt: true },
      conversation: { select: { id: true, personId: true, enterpriseId: true } },
      feedback: {
        where: { kind: bad },
        orderBy: { createdAt: 'desc' },
        take: 1,
        select: { kind: true, comment: true },
      },
    },
  });
  return turns.map((turn) => ({ ...turn, foundNothing: foundNothing.get(turn.id) ?? false }));
}

async function placeTurn(deps: ClusterDeps, turn: OpenTurn): Promise<void> {
  const names = await namesIn(deps.db, turn);
  const text = maskPrivate(turn.message.replace(/\s+/g, ' ').trim(), names).text;
  const vector = await deps.search.embedQuery(text);
  const model = vector === null ? null : deps.search.status().embeddingModel;
  await deps.db.$transaction(async (tx) => {
    if (await tx.clusteredQuestion.findUnique({ where: { turnId: turn.id } })) return;
    const groups = await readGroups(tx, model);
    const group = findGroup({ text, vector }, groups);
    const [given] = turn.feedback;
    const cause = turn.foundNothing ? 'not-found' : given?.kind === 'wrong' ? 'wrong' : 'not-useful';
    const clusterId =
      group?.id ??
      (
        await tx.questionCluster.create({
          data: {
            label: text.slice(0, 200),
            model,
            firstAskedAt: turn.createdAt,
            lastAskedAt: turn.createdAt,
          },
        })
      ).id;
    await tx.clusteredQuestion.create({
      data: {
        ...{ turnId: turn.id, clusterId, text, cause, askedAt: turn.createdAt, askerHash: askerOf(turn) },
        comment: given?.comment ? maskPrivate(given.comment, names).text : null,
      },
    });
    const centre = bytesOf(addToCentre(group?.centre ?? null, vector));
    await tx.questionCluster.update({
      where: { id: clusterId },
      // After a change of model the centre begins anew with the new model's vectors.
      data: { ...(vector && { centre, model, vectors: (group?.centre ? group.vectors : 0) + 1 }) },
    });
    await settleCluster(tx, clusterId);
    await reopen(tx, clusterId, turn.createdAt, deps.now());
  });
}

/** A resolved group whose question was asked afterwards and still found nothing is open again; what isn't ours stays shut. */
async function reopen(tx: Tx, id: string, askedAt: Date, now: Date): Promise<void> {
  await tx.questionCluster.updateMany({
    where: {
      ...{ id, state: { in: ['resolved', 'closed'] }, resolvedAt: { lt: askedAt } },
      OR: [{ reason: null }, { reason: { not: 'out-of-scope' } }],
    },
    data: { state: 'open', reopenedAt: now },
  });
}

/** Counts a group's questions and askers anew. */
async function settleCluster(tx: Tx, id: string): Promise<void> {
  const askers = await tx.clusteredQuestion.groupBy({ by: ['askerHash'], where: { clusterId: id } });
  const { _count, _min, _max } = await tx.clusteredQuestion.aggregate({
    where: { clusterId: id },
    _count: true,
    _min: { askedAt: true },
    _max: { askedAt: true },
  });
  await tx.questionCluster.update({
    where: { id },
    data: {
      ...{ questions: _count, askers: askers.length },
      ...(_min.askedAt && { firstAskedAt: _min.askedAt }),
      ...(_max.askedAt && { lastAskedAt: _max.askedAt }),
    },
  });
}

async function readGroups(tx: Tx | Db, model: string | null): Promise<QuestionGroup[]> {
  const rows = await tx.questionCluster.findMany({
    where: { joinedToId: null },
    orderBy: [{ firstAskedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, label: true, centre: true, vectors: true, model: true },
  });
  // A centre of another model says nothing about this model's vectors.
  return rows.map(({ id, label, centre, vectors, model: of }) => ({
    ...{ id, label, vectors },
    centre: of === model && centre ? floatsOf(centre) : null,
  }));
}

/** Open groups that have grown together become one; the later one keeps its row and points at the first. */
async function joinClusters(db: Db): Promise<void> {
  await db.$transaction(async (tx) => {
    const open = await tx.questionCluster.findMany({
      where: { joinedToId: null, state: 'open' },
      orderBy: [{ firstAskedAt: 'asc' }, { id: 'asc' }],
      select: { id: true, label: true, centre: true, vectors: true, model: true },
    });
    const groups = open.map(({ centre, ...group }) => ({ ...group, centre: centre && floatsOf(centre) }));
    const models = [...new Set(groups.map(({ model }) => model))];
    const joins = models.flatMap((model) => findJoins(groups.filter((group) => group.model === model)));
    for (const { from, to } of joins) {
      const [one, other] = [to, from].map((id) => groups.find((group) => group.id === id));
      await tx.clusteredQuestion.updateMany({ where: { clusterId: from }, data: { clusterId: to } });
      const sum = addToCentre(one?.centre ?? null, other?.centre ?? null);
      const vectors = (one?.vectors ?? 0) + (other?.vectors ?? 0);
      // Three groups may become one in a run.
      if (one) Object.assign(one, { centre: sum, vectors });
      const centre = bytesOf(sum);
      await tx.questionCluster.update({ where: { id: to }, data: { ...(centre && { centre }), vectors } });
      await tx.questionCluster.update({
        where: { id: from },
        data: { joinedToId: to, questions: 0, askers: 0 },
      });
      await settleCluster(tx, to);
    }
  });
}

/** The names of firms that the message names, and the asker's own. */
async function namesIn(db: Db, turn: OpenTurn): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT name FROM "Enterprise" WHERE id = ${turn.conversation.enterpriseId ?? ''} OR instr(${turn.message}, name) > 0`;
  return rows.map(({ name }) => name);
}

/** Who asked, as a hash: groups count askers and name none. */
function askerOf({ conversation: { id, personId, enterpriseId } }: OpenTurn): string {
  const who = enterpriseId
    ? `enterprise:${enterpriseId}`
    : personId
      ? `person:${personId}`
      : `conversation:${id}`;
  return createHash('sha256').update(who).digest('hex');
}

function bytesOf(vector: Float32Array | null): Uint8Array<ArrayBuffer> | null {
  return vector && new Uint8Array(Float32Array.from(vector).buffer);
}

function floatsOf(bytes: Uint8Array): Float32Array {
  // A copy, since a view of a Float32Array must begin at a multiple of four.
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
