import type { Reader } from '~/prisma/access/reader';
import type { IsoDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { withStatus } from './list-documents.server';
import type { DocumentMetadata } from './metadata';
import { deskDocuments, managedDocuments, managesDocuments, readableDocuments } from './readable-documents';
import {
  inEffect,
  publicRelation,
  readRelationsFrom,
  readRelationsTo,
} from './relations/read-relations.server';

/**
 * A document that the reader may read, with its passages, the other versions of its title and what stands in its place;
 * null when there is none for this reader.
 */
export async function getDocument(db: Db, reader: Reader, id: string, asOf: IsoDate) {
  const summary = await getDocumentSummary(db, reader, id, asOf);
  if (!summary) return null;
  const passages = await db.passage.findMany({
    where: { documentId: id },
    select: {
      id: true,
      number: true,
      path: true,
      heading: true,
      text: true,
      start: true,
      end: true,
      kind: true,
    },
    orderBy: { number: 'asc' },
  });
  return { ...summary, passages };
}

/** The same without its passages: what a page says about a document, however long it is. */
export async function getDocumentSummary(db: Db, reader: Reader, id: string, asOf: IsoDate) {
  return readDocument(db, readableDocuments(reader), id, asOf);
}

/**
 * The same at the desk, with metadata and all relations: one's own in every state, others' once they are published. `canEdit`
 * says whether the reader may change it. Null when it isn't the reader's to see.
 */
export async function getDeskDocument(db: Db, reader: Reader, id: string, asOf: IsoDate) {
  if (!managesDocuments(reader)) return null;
  const view = await readDocument(db, deskDocuments(reader), id, asOf);
  if (!view) return null;
  const { metadata, titleKey, ...kept } = await db.document.findUniqueOrThrow({
    where: { id },
    select: {
      metadata: true,
      titleKey: true,
      text: true,
      audience: true,
      departmentId: true,
      fileId: true,
      createdAt: true,
      publishedAt: true,
    },
  });
  const rights = deskDocuments(reader);
  return {
    ...view,
    ...kept,
    titleKey,
    metadata: metadata as unknown as DocumentMetadata,
    canEdit: (await db.document.count({ where: { AND: [{ id }, managedDocuments(reader)] } })) > 0,
    relations: await readRelationsFrom(db, id, rights, asOf),
    relationsTo: await readRelationsTo(
      db,
      { id, titleKey, documentNumber: view.documentNumber },
      rights,
      asOf,
    ),
  };
}

/** The same for those who may change it only. */
export async function getManagedDocument(db: Db, reader: Reader, id: string, asOf: IsoDate) {
  const view = await getDeskDocument(db, reader, id, asOf);
  return view?.canEdit ? view : null;
}

async function readDocument(db: Db, rights: Prisma.DocumentWhereInput, id: string, asOf: IsoDate) {
  const row = await db.document.findFirst({
    where: { AND: [{ id }, rights] },
    select: {
      id: true,
      titleKey: true,
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
      repealedBy: true,
      supersededOn: true,
      supersededById: true,
      format: true,
      fileName: true,
      sourceUrl: true,
      isSample: true,
    },
  });
  if (!row) return null;
  const { titleKey, ...document } = row;
  const versions = await db.document.findMany({
    where: { AND: [{ titleKey, region: row.region }, rights] },
    select: {
      id: true,
      title: true,
      textKind: true,
      effectiveFrom: true,
      expiresOn: true,
      repealedOn: true,
      supersededOn: true,
    },
    orderBy: { effectiveFrom: 'desc' },
  });
  const related = await db.document.findMany({
    where: {
      AND: [{ id: { in: [row.repealedBy, row.supersededById].filter((one) => one !== null) } }, rights],
    },
    select: { id: true, title: true },
  });
  const named = { id, titleKey, documentNumber: row.documentNumber };
  const find = (other: string | null) => related.find((one) => one.id === other) ?? null;
  return {
    ...withStatus(document, asOf),
    versions: versions.map((version) => withStatus(version, asOf)),
    repealedByDocument: find(row.repealedBy),
    supersededByDocument: find(row.supersededById),
    relations: (await readRelationsFrom(db, id, rights, asOf, inEffect)).map(publicRelation),
    relationsTo: (await readRelationsTo(db, named, rights, asOf, inEffect)).map(publicRelation),
  };
}
