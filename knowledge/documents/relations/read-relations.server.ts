import type { IsoDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { documentStatus, type DocumentStatus } from '../document-status';
import { targetsOf } from '../settle-versions.server';

import { namesDocument } from './names-document';
import type { RelationKind, RelationState } from './relation-kind';

/** A document as a relation's other end shows it. */
export interface RelatedDocument {
  id: string;
  title: string;
  documentNumber: string | null;
  state: string;
  status: DocumentStatus;
}

/** A relation as pages show it, seen from one of its ends. */
export interface RelationView {
  id: string;
  kind: RelationKind;
  state: RelationState;
  foundState: RelationState;
  /** The target's title and number as written. */
  title: string;
  documentNumber: string | null;
  words: string;
  cue: string;
  /** Whether a person chose the target. */
  isChosen: boolean;
  decidedByName: string | null;
  decidedAt: Date | null;
  /** The document at the other end, the newest version first; empty when the library (or this reader) has none. */
  others: RelatedDocument[];
}

const face = {
  id: true,
  titleKey: true,
  title: true,
  documentNumber: true,
  state: true,
  effectiveFrom: true,
  expiresOn: true,
  repealedOn: true,
  supersededOn: true,
} as const satisfies Prisma.DocumentSelect;
type Face = Prisma.DocumentGetPayload<{ select: typeof face }>;

const kept = {
  id: true,
  kind: true,
  state: true,
  foundState: true,
  targetId: true,
  titleKey: true,
  title: true,
  documentNumber: true,
  words: true,
  cue: true,
  decidedByName: true,
  decidedAt: true,
} as const satisfies Prisma.DocumentRelationSelect;
type Kept = Prisma.DocumentRelationGetPayload<{ select: typeof kept }>;

/** Which relations are told: in effect for the public, all of them at the desk. */
export const inEffect: RelationState[] = ['acting', 'confirmed'];

/** What a document says of others: its relations with the documents they mean, as far as `rights` lets one see them. */
export async function readRelationsFrom(
  db: Db,
  documentId: string,
  rights: Prisma.DocumentWhereInput,
  asOf: IsoDate,
  states?: RelationState[],
): Promise<RelationView[]> {
  const relations = await db.documentRelation.findMany({
    where: { documentId, ...(states && { state: { in: states } }) },
    orderBy: [{ start: 'asc' }, { id: 'asc' }],
    select: kept,
  });
  return withTargets(db, relations, rights, asOf);
}

/** Joins relations with the documents that they mean. */
export async function withTargets(
  db: Db,
  relations: readonly Kept[],
  rights: Prisma.DocumentWhereInput,
  asOf: IsoDate,
): Promise<RelationView[]> {
  const targets =
    relations.length === 0
      ? []
      : await db.document.findMany({
          where: { AND: [targetsOf(relations), rights] },
          orderBy: { effectiveFrom: 'desc' },
          select: face,
        });
  return relations.map((relation) =>
    viewOf(
      relation,
      targets.filter((target) => namesDocument(relation, target)).map((target) => related(target, asOf)),
    ),
  );
}

/** What other documents say of this one. */
export async function readRelationsTo(
  db: Db,
  document: { id: string; titleKey: string; documentNumber: string | null },
  rights: Prisma.DocumentWhereInput,
  asOf: IsoDate,
  states?: RelationState[],
): Promise<RelationView[]> {
  const relations = await db.documentRelation.findMany({
    where: {
      ...(states && { state: { in: states } }),
      document: { AND: [rights, { id: { not: document.id } }] },
      OR: [
        { targetId: document.id },
        { titleKey: document.titleKey },
        ...(document.documentNumber ? [{ documentNumber: document.documentNumber }] : []),
      ],
    },
    orderBy: { document: { effectiveFrom: 'desc' } },
    select: { ...kept, document: { select: face } },
    take: 200,
  });
  return relations
    .filter((relation) => namesDocument(relation, document))
    .map((relation) => viewOf(relation, [related(relation.document, asOf)]));
}

function viewOf(relation: Kept, others: RelatedDocument[]): RelationView {
  const { id, title, documentNumber, words, cue, targetId, decidedByName, decidedAt } = relation;
  return {
    id,
    kind: relation.kind as RelationKind,
    state: relation.state as RelationState,
    foundState: relation.foundState as RelationState,
    title,
    documentNumber,
    words,
    cue,
    isChosen: targetId !== null,
    decidedByName,
    decidedAt,
    others,
  };
}

function related(row: Face, asOf: IsoDate): RelatedDocument {
  const { id, title, documentNumber, state } = row;
  return { id, title, documentNumber, state, status: documentStatus(row, asOf) };
}

/** A relation as the public sees it: without who decided. */
export type PublicRelation = Pick<RelationView, 'kind' | 'title' | 'documentNumber' | 'words'> & {
  others: Omit<RelatedDocument, 'state'>[];
};

/** Leaves out what is the desk's business. */
export function publicRelation(relation: RelationView): PublicRelation {
  const { kind, title, documentNumber, words, others } = relation;
  return { kind, title, documentNumber, words, others: others.map(({ state: _state, ...other }) => other) };
}
