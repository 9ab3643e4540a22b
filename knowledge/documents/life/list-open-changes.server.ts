import type { Db } from '~/prisma/database.server';

/** A change to a document that waits at the gate. */
export interface OpenChange {
  id: string;
  kind: string;
  state: string;
}

const changesOfDocuments = ['withdraw-document', 'document-dates', 'document-fields'];

/** The changes of a document that the gate hasn't decided on, the latest first. The caller checks the right. */
export async function listOpenChanges(
  db: Db,
  document: { id: string; changeId: string | null },
): Promise<OpenChange[]> {
  const open = await db.knowledgeChange.findMany({
    where: {
      state: { in: ['waiting', 'running', 'passed', 'failed'] },
      OR: [{ id: document.changeId ?? '' }, { kind: { in: changesOfDocuments } }],
    },
    orderBy: { createdAt: 'desc' },
    take: 200,
    select: { id: true, kind: true, state: true, payload: true },
  });
  return open
    .filter(({ id, payload }) => id === document.changeId || namesDocument(payload, document.id))
    .map(({ id, kind, state }) => ({ id, kind, state }));
}

function namesDocument(payload: unknown, id: string): boolean {
  const { documentId, documentIds } = payload as { documentId?: string; documentIds?: string[] };
  return documentId === id || (documentIds?.includes(id) ?? false);
}
