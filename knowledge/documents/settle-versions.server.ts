import type { Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { linkVersions } from './link-versions.server';
import { applyRepeals } from './relations/apply-repeals.server';

/** Works out versions and endings around a document whose state, dates, region, title or relations changed. */
export async function settleVersions(
  tx: Tx,
  document: { id: string; titleKey: string; region: string },
): Promise<void> {
  await linkVersions(tx, document);
  const relations = await tx.documentRelation.findMany({
    where: { documentId: document.id, kind: { in: ['repeals', 'replaces'] } },
    select: { kind: true, targetId: true, titleKey: true, documentNumber: true },
  });
  const repeals = relations.filter(({ kind }) => kind === 'repeals');
  await applyRepeals(tx, { OR: [{ titleKey: document.titleKey }, targetsOf(repeals)] });
  const replaces = relations.filter(({ kind }) => kind === 'replaces');
  if (replaces.length > 0) await settleReplaced(tx, targetsOf(replaces));
}

/**
 * The same for many documents at once: only those with other versions or with relations, their own or others' to them,
 * are worked out, so that a table of thousands of items is published in seconds.
 */
export async function settleAllVersions(
  tx: Tx,
  documents: readonly { id: string; titleKey: string; region: string }[],
): Promise<void> {
  const concerned = await tx.$queryRawUnsafe<{ id: string; titleKey: string; region: string }[]>(
    `SELECT d.id, d.titleKey, d.region FROM "Document" d
      WHERE d.id IN (SELECT value FROM json_each(?)) AND (
        EXISTS (SELECT 1 FROM "Document" o WHERE o.titleKey = d.titleKey AND o.region = d.region AND o.id <> d.id)
        OR EXISTS (SELECT 1 FROM "DocumentRelation" r WHERE r.documentId = d.id)
        OR EXISTS (SELECT 1 FROM "DocumentRelation" r WHERE r.titleKey = d.titleKey)
        OR EXISTS (SELECT 1 FROM "DocumentRelation" r WHERE r.targetId = d.id)
        OR EXISTS (SELECT 1 FROM "DocumentRelation" r WHERE r.documentNumber = d.documentNumber))`,
    JSON.stringify(documents.map(({ id }) => id)),
  );
  for (const document of concerned) await settleVersions(tx, document);
}

/** The documents that relations may mean, as a `where`; `namesDocument` decides. */
export function targetsOf(
  relations: readonly { targetId: string | null; titleKey: string; documentNumber: string | null }[],
): Prisma.DocumentWhereInput {
  return {
    OR: [
      { id: { in: relations.flatMap(({ targetId }) => targetId ?? []) } },
      { titleKey: { in: relations.map(({ titleKey }) => titleKey) } },
      { documentNumber: { in: relations.flatMap(({ documentNumber }) => documentNumber ?? []) } },
    ],
  };
}

/** Settles the families of documents that are, or were, named as replaced. */
export async function settleReplaced(tx: Tx, where: Prisma.DocumentWhereInput): Promise<void> {
  const families = await tx.document.findMany({
    where,
    select: { titleKey: true, region: true },
    distinct: ['titleKey', 'region'],
  });
  for (const family of families) await linkVersions(tx, family);
}
