import { documentStatus } from '~/knowledge/documents/document-status';
import { readableDocuments } from '~/knowledge/documents/readable-documents';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** A cited clause in its document: what the source pane shows. */
export type SourceView = NonNullable<Awaited<ReturnType<typeof getSource>>>;

const face = {
  id: true,
  title: true,
  documentNumber: true,
  issuer: true,
  textKind: true,
  textOrigin: true,
  isSample: true,
  region: true,
  effectiveFrom: true,
  expiresOn: true,
  repealedOn: true,
  supersededOn: true,
} as const;

/** The clause with its neighbours, and other versions of the document's title; null when the reader may not read it. */
export async function getSource(db: Db, reader: Reader, passageId: number, asOf: string) {
  const passage = await db.passage.findFirst({
    where: { id: passageId, document: readableDocuments(reader) },
    include: { document: { select: { ...face, titleKey: true } } },
  });
  if (!passage) return null;
  const { document, number, documentId } = passage;
  const near = await db.passage.findMany({
    where: { documentId, number: { gte: number - 1, lte: number + 1 } },
    orderBy: { number: 'asc' },
    select: { id: true, path: true, text: true },
  });
  const versions = await db.document.findMany({
    where: { AND: [{ titleKey: document.titleKey, id: { not: documentId } }, readableDocuments(reader)] },
    orderBy: { effectiveFrom: 'desc' },
    take: 3,
    select: face,
  });
  const { titleKey: _key, ...shown } = document;
  return {
    passageId,
    asOf,
    document: { ...shown, status: documentStatus(document, asOf) },
    passages: near,
    versions: versions.map((version) => ({ ...version, status: documentStatus(version, asOf) })),
  };
}
