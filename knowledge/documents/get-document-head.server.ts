import type { Reader } from '~/prisma/access/reader';
import type { IsoDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { documentStatus } from './document-status';
import { lifeDays, lifeStage, nextSteps } from './life/document-life';
import { listOpenChanges } from './life/list-open-changes.server';
import { managedDocuments, managesDocuments, readableDocuments } from './readable-documents';

/** What each tab of a document's desk page shows above itself. */
export type DocumentHead = NonNullable<Awaited<ReturnType<typeof getDocumentHead>>>;

/**
 * A document as the desk sees it: one's own in every state, those of others once they are published. `canEdit` says
 * whether the reader may change it. Null when it is none of the reader's business.
 */
export async function getDocumentHead(db: Db, reader: Reader, id: string, asOf: IsoDate) {
  if (!managesDocuments(reader)) return null;
  const row = await db.document.findFirst({
    where: { AND: [{ id }, { OR: [managedDocuments(reader), readableDocuments(reader)] }] },
    select: {
      id: true,
      title: true,
      kind: true,
      textKind: true,
      textOrigin: true,
      ocrPages: true,
      state: true,
      audience: true,
      departmentId: true,
      format: true,
      fileId: true,
      fileName: true,
      adoptedOn: true,
      issuedOn: true,
      effectiveFrom: true,
      expiresOn: true,
      repealedOn: true,
      supersededOn: true,
      changeId: true,
    },
  });
  if (!row) return null;
  const canEdit = (await db.document.count({ where: { AND: [{ id }, managedDocuments(reader)] } })) > 0;
  const department = row.departmentId
    ? await db.department.findUnique({ where: { id: row.departmentId }, select: { name: true } })
    : null;
  return {
    ...row,
    status: documentStatus(row, asOf),
    department: department?.name ?? null,
    canEdit,
    stage: lifeStage(row, asOf),
    days: lifeDays(row, asOf),
    steps: canEdit ? nextSteps(lifeStage(row, asOf)) : [],
    openChanges: canEdit ? await listOpenChanges(db, row) : [],
  };
}
