import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { Refusal } from '../refusal';
import { ownRuns } from './import-rights';
import { itemStage, openStates, type ItemStage } from './import-state';
import type { TableMapping } from './map-table.server';

/** An item as the page shows it. */
export interface ImportItemView {
  id: string;
  number: number;
  name: string;
  sizeBytes: number;
  row: number | null;
  stage: ItemStage;
  /** added | new-version once it was read. */
  outcome: string;
  refusal: Refusal | null;
  failed: boolean;
  documentId: string | null;
  title: string | null;
  passages: number | null;
}

/** A run with its counts by stage and a page of its items. */
export interface ImportView {
  id: string;
  kind: string;
  title: string;
  state: string;
  createdAt: Date;
  createdByName: string;
  draft: boolean;
  settled: boolean;
  changeId: string | null;
  changeState: string | null;
  /** By the items' own states; `published` tells how many of those read are published. */
  counts: Record<string, number>;
  total: number;
  published: number;
  /** Passages of what came in, and how many of them have their vector. */
  vectors: { passages: number; done: number };
  mapping: TableMapping | null;
  departmentId: string | null;
  items: ImportItemView[];
  shown: number;
}

export interface ImportFilter {
  /** all | open | refused (with failed and not sent) | done */
  show?: 'all' | 'open' | 'refused' | 'done';
  page?: number;
  pageSize?: number;
}

const refusedStates = ['refused', 'failed', 'not-sent', 'cancelled'];

/** A run that the reader may see, with a page of its items; null when there is none. */
export async function getImport(
  db: Db,
  reader: Reader,
  id: string,
  { show = 'all', page = 1, pageSize = 100 }: ImportFilter = {},
): Promise<ImportView | null> {
  const run = await db.importRun.findFirst({ where: { AND: [{ id }, ownRuns(reader)] } });
  if (!run) return null;
  const where: Prisma.ImportItemWhereInput = {
    runId: id,
    ...(show === 'open' && { state: { in: [...openStates] } }),
    ...(show === 'refused' && { state: { in: refusedStates } }),
    ...(show === 'done' && { state: { in: ['added', 'new-version', 'unchanged'] } }),
  };
  const items = await db.importItem.findMany({
    where,
    orderBy: { number: 'asc' },
    skip: (page - 1) * pageSize,
    take: pageSize,
    omit: { cells: true },
  });
  const documents = await db.document.findMany({
    where: { id: { in: items.map(({ documentId }) => documentId).filter((one) => one !== null) } },
    select: { id: true, title: true, state: true, changeId: true },
  });
  const change =
    run.changeId === null
      ? null
      : await db.knowledgeChange.findUnique({ where: { id: run.changeId }, select: { state: true } });
  const changeStates = await statesOf(
    db,
    documents.map(({ changeId }) => changeId),
  );
  const groups = await db.importItem.groupBy({ by: ['state'], where: { runId: id }, _count: true });
  const counts = Object.fromEntries(groups.map(({ state, _count }) => [state, _count]));
  return {
    id,
    kind: run.kind,
    title: run.title,
    state: run.state,
    createdAt: run.createdAt,
    createdByName: run.createdByName,
    draft: (run.options as { draft?: boolean }).draft === true,
    settled: run.settledAt !== null,
    changeId: run.changeId,
    changeState: change?.state ?? null,
    counts,
    total: groups.reduce((sum, { _count }) => sum + _count, 0),
    ...(await progressOf(db, id)),
    mapping: run.mapping as unknown as TableMapping | null,
    departmentId: run.departmentId,
    shown: await db.importItem.count({ where }),
    items: items.map((item) => {
      const document = documents.find((one) => one.id === item.documentId);
      const changeId = document?.changeId ?? null;
      return {
        id: item.id,
        number: item.number,
        name: item.name,
        sizeBytes: item.sizeBytes,
        row: item.row,
        stage: itemStage({
          state: item.state,
          documentState: document?.state ?? null,
          changeState: changeId === null ? null : (changeStates.get(changeId) ?? null),
        }),
        outcome: item.state,
        refusal: item.refusal as unknown as Refusal | null,
        failed: item.state === 'failed',
        documentId: document?.id ?? null,
        title: document?.title ?? null,
        passages: item.passages,
      };
    }),
  };
}

async function statesOf(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const rows = await db.knowledgeChange.findMany({
    where: { id: { in: wanted } },
    select: { id: true, state: true },
  });
  return new Map(rows.map(({ id, state }) => [id, state]));
}

async function progressOf(db: Db, runId: string) {
  const [row] = await db.$queryRawUnsafe<
    { passages: number | bigint; done: number | bigint | null; published: number | bigint }[]
  >(
    `WITH "taken" AS (SELECT DISTINCT documentId AS id FROM "ImportItem"
        WHERE runId = ? AND state IN ('added', 'new-version'))
     SELECT (SELECT count(*) FROM "Passage" p JOIN "taken" t ON t.id = p.documentId) AS passages,
            (SELECT count(*) FROM "Passage" p JOIN "taken" t ON t.id = p.documentId
              WHERE EXISTS (SELECT 1 FROM "PassageVector" v WHERE v.textHash = p.textHash)) AS done,
            (SELECT count(*) FROM "Document" d JOIN "taken" t ON t.id = d.id WHERE d.state = 'published') AS published`,
    runId,
  );
  return {
    published: Number(row?.published ?? 0),
    vectors: { passages: Number(row?.passages ?? 0), done: Number(row?.done ?? 0) },
  };
}

/** The newest runs of the reader, for the list of documents. */
export async function listImports(db: Db, reader: Reader, take = 5) {
  const runs = await db.importRun.findMany({
    where: ownRuns(reader),
    orderBy: { createdAt: 'desc' },
    take,
    select: {
      id: true,
      title: true,
      kind: true,
      state: true,
      createdAt: true,
      createdByName: true,
      settledAt: true,
      changeId: true,
    },
  });
  const groups = await db.importItem.groupBy({
    by: ['runId', 'state'],
    where: { runId: { in: runs.map(({ id }) => id) } },
    _count: true,
  });
  const states = await statesOf(
    db,
    runs.map(({ changeId }) => changeId),
  );
  return runs.map((run) => {
    const mine = groups.filter(({ runId }) => runId === run.id);
    const count = (wanted: readonly string[]) =>
      mine.filter(({ state }) => wanted.includes(state)).reduce((sum, { _count }) => sum + _count, 0);
    return {
      ...run,
      settled: run.settledAt !== null,
      total: count(mine.map(({ state }) => state).filter((state) => state !== 'unpacked')),
      open: count(openStates),
      refused: count(refusedStates),
      taken: count(['added', 'new-version']),
      unchanged: count(['unchanged']),
      changeState: run.changeId === null ? null : (states.get(run.changeId) ?? null),
    };
  });
}
