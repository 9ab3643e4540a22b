import type { Reader } from '~/prisma/access/reader';
import { cityDate, type IsoDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { documentStatus, type DocumentStatus } from './document-status';
import { deskDocuments, managedDocuments, readableDocuments } from './readable-documents';
import { statusFilter } from './status-filter';

/** A document as lists show it. */
export interface DocumentListItem {
  id: string;
  title: string;
  documentNumber: string | null;
  issuer: string | null;
  region: string;
  kind: string;
  textKind: string;
  /** original, ocr-unchecked or ocr-confirmed */
  textOrigin: string;
  state: string;
  adoptedOn: string | null;
  issuedOn: string | null;
  effectiveFrom: string | null;
  expiresOn: string | null;
  repealedOn: string | null;
  supersededOn: string | null;
  supersededById: string | null;
  /** At the desk only, as is the audience. */
  departmentId?: string | null;
  audience?: string;
  status: DocumentStatus;
}

export interface DocumentFilter {
  reader: Reader;
  /** desk: what the reader looks after, drafts too. Default: what the reader may read. */
  scope?: 'public' | 'desk';
  /** Words of the title or of the number. */
  q?: string;
  status?: DocumentStatus;
  issuer?: string;
  kind?: string;
  region?: string;
  state?: string;
  /** The department's id; "none" for documents of no department in particular. */
  department?: string;
  format?: string;
  /** ocr-unchecked | no-vectors | mine (those that the reader may change) */
  need?: string;
  /** The day of the status. */
  asOf: IsoDate;
}

const columns = {
  id: true,
  title: true,
  documentNumber: true,
  issuer: true,
  region: true,
  kind: true,
  textKind: true,
  textOrigin: true,
  state: true,
  adoptedOn: true,
  issuedOn: true,
  effectiveFrom: true,
  expiresOn: true,
  repealedOn: true,
  supersededOn: true,
  supersededById: true,
} as const satisfies Prisma.DocumentSelect;

/** What only the desk needs to know. */
const deskColumns = {
  ...columns,
  departmentId: true,
  audience: true,
} as const satisfies Prisma.DocumentSelect;

/** A page of the documents that fit, the newest in effect first, with their number in all. */
export async function listDocuments(
  db: Db,
  filter: DocumentFilter,
  { page = 1, pageSize = 20 }: { page?: number; pageSize?: number } = {},
): Promise<{ documents: DocumentListItem[]; total: number }> {
  const where: Prisma.DocumentWhereInput = {
    AND: [whereOf(filter), filter.need === 'no-vectors' ? await lackingVectors(db) : {}],
  };
  const orderBy: Prisma.DocumentOrderByWithRelationInput[] =
    filter.scope === 'desk'
      ? [{ createdAt: 'desc' }, { id: 'asc' }]
      : [{ effectiveFrom: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }];
  const total = await db.document.count({ where });
  const rows = await db.document.findMany({
    where,
    select: filter.scope === 'desk' ? deskColumns : columns,
    orderBy,
    skip: (page - 1) * pageSize,
    take: pageSize,
  });
  return { documents: rows.map((row) => withStatus(row, filter.asOf)), total };
}

/** The same by cursor, in the order of ids, for programs: `next` is null at the end. */
export async function listDocumentsAfter(
  db: Db,
  filter: DocumentFilter,
  { after, limit = 50 }: { after?: string; limit?: number } = {},
): Promise<{ documents: DocumentListItem[]; next: string | null }> {
  const rows = await db.document.findMany({
    where: { AND: [whereOf(filter), after === undefined ? {} : { id: { gt: after } }] },
    select: columns,
    orderBy: { id: 'asc' },
    take: limit + 1,
  });
  const documents = rows.slice(0, limit).map((row) => withStatus(row, filter.asOf));
  return { documents, next: rows.length > limit ? (documents.at(-1)?.id ?? null) : null };
}

/** The issuers to filter by, those with the most documents first. */
export async function listIssuers(
  db: Db,
  filter: Pick<DocumentFilter, 'reader' | 'scope'>,
): Promise<string[]> {
  const groups = await db.document.groupBy({
    by: ['issuer'],
    where: { AND: [whereOf({ ...filter, asOf: cityDate(new Date(0)) }), { issuer: { not: null } }] },
    _count: { issuer: true },
    orderBy: { _count: { issuer: 'desc' } },
    take: 60,
  });
  return groups.flatMap(({ issuer }) => (issuer === null ? [] : [issuer]));
}

/** Adds the status on the day. */
export function withStatus<Row extends Parameters<typeof documentStatus>[0]>(
  row: Row,
  asOf: IsoDate,
): Row & { status: DocumentStatus } {
  return { ...row, status: documentStatus(row, asOf) };
}

/** The documents with a passage that has no vector yet, the newest first; a backlog of thousands is cut. */
async function lackingVectors(db: Db): Promise<Prisma.DocumentWhereInput> {
  const rows = await db.$queryRawUnsafe<{ id: string }[]>(
    `SELECT DISTINCT p.documentId AS id FROM "Passage" p WHERE NOT EXISTS
      (SELECT 1 FROM "PassageVector" v WHERE v.textHash = p.textHash) LIMIT 500`,
  );
  return { id: { in: rows.map(({ id }) => id) } };
}

/** The formats that the desk's documents have, to filter by. */
export async function listFormats(db: Db, reader: Reader): Promise<string[]> {
  const groups = await db.document.groupBy({ by: ['format'], where: deskDocuments(reader) });
  return groups.map(({ format }) => format).sort();
}

function whereOf({
  reader,
  scope,
  q,
  status,
  issuer,
  kind,
  region,
  state,
  department,
  format,
  need,
  asOf,
}: DocumentFilter): Prisma.DocumentWhereInput {
  const words = (q ?? '').normalize('NFKC').split(/\s+/).filter(Boolean).slice(0, 8);
  return {
    AND: [
      scope === 'desk' ? deskDocuments(reader) : readableDocuments(reader),
      need === 'mine' ? managedDocuments(reader) : {},
      need === 'ocr-unchecked' ? { textOrigin: 'ocr-unchecked' } : {},
      department ? { departmentId: department === 'none' ? null : department } : {},
      format ? { format } : {},
      status ? statusFilter(status, asOf) : {},
      issuer ? { issuer } : {},
      kind ? { kind } : {},
      region ? { region } : {},
      state && scope === 'desk' ? { state } : {},
      ...words.map((word) => ({
        OR: [
          { title: { contains: word } },
          { titleKey: { contains: word } },
          { documentNumber: { contains: word } },
        ],
      })),
    ],
  };
}
