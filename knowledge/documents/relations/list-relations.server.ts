import type { Reader } from '~/prisma/access/reader';
import type { IsoDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { managedDocuments, readableDocuments } from '../readable-documents';

import { withTargets, type RelationView } from './read-relations.server';
import type { RelationKind } from './relation-kind';

/** A relation in the desk's list, with the document that says it. */
export interface ListedRelation extends RelationView {
  from: { id: string; title: string; documentNumber: string | null; state: string };
}

export interface RelationFilter {
  /** open: acting or proposed, waiting for a person. decided: the latest first. */
  show: 'open' | 'decided';
  kind?: RelationKind;
  page: number;
}

const pageSize = 30;

/** How many relations wait for a person, by kind: those that act already first of all. */
export async function countOpenRelations(db: Db, reader: Reader): Promise<Record<string, number>> {
  const groups = await db.documentRelation.groupBy({
    by: ['kind'],
    where: whereOf(reader, { show: 'open', page: 1 }),
    _count: { kind: true },
  });
  return Object.fromEntries(groups.map(({ kind, _count }) => [kind, _count.kind]));
}

/** A page of the relations of the documents that the reader looks after. */
export async function listRelations(
  db: Db,
  reader: Reader,
  filter: RelationFilter,
  asOf: IsoDate,
): Promise<{ relations: ListedRelation[]; total: number; pageSize: number }> {
  const where = whereOf(reader, filter);
  const total = await db.documentRelation.count({ where });
  const rows = await db.documentRelation.findMany({
    where,
    // acting before proposed: these change what is answered already.
    orderBy:
      filter.show === 'open'
        ? [{ state: 'asc' }, { document: { createdAt: 'desc' } }, { documentId: 'asc' }, { start: 'asc' }]
        : [{ decidedAt: 'desc' }, { id: 'asc' }],
    include: { document: { select: { id: true, title: true, documentNumber: true, state: true } } },
    skip: (filter.page - 1) * pageSize,
    take: pageSize,
  });
  const rights = { OR: [managedDocuments(reader), readableDocuments(reader)] };
  const views = await withTargets(db, rows, rights, asOf);
  return {
    relations: views.flatMap((view, i) => {
      const from = rows[i]?.document;
      return from ? [{ ...view, from }] : [];
    }),
    total,
    pageSize,
  };
}

function whereOf(reader: Reader, { show, kind }: RelationFilter): Prisma.DocumentRelationWhereInput {
  return {
    state: { in: show === 'open' ? ['acting', 'proposed'] : ['confirmed', 'dismissed'] },
    ...(kind && { kind }),
    document: { AND: [managedDocuments(reader), { state: { not: 'withdrawn' } }] },
  };
}
