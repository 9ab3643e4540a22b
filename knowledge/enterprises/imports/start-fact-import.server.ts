import { randomBytes } from 'node:crypto';

import { AccessDeniedError, InvalidInputError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';
import { storeFile } from '~/prisma/files/store-file.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import type { FactMapping } from './fact-mapping';

/** The queue's name for an import's work. */
export const workFactImportJob = 'work-fact-import';

/** A table that arrived: whose it is, and how it is read where that is known already. */
export interface NewFactImport {
  title: string;
  bytes: Uint8Array;
  origin: 'file' | 'api' | 'source';
  departmentId: string;
  /** With a mapping the import goes through by itself; without one it waits for a person's. */
  mapping?: FactMapping | undefined;
  /** A second import of the same key is the first. */
  requestKey?: string | undefined;
  sourceId?: string | undefined;
}

/** The department for which the reader brings in facts. Throws AccessDeniedError. */
export function requireFactDepartment(reader: Reader, wanted?: string): string {
  const mine = departmentsOf(reader, 'designer');
  const departmentId = wanted ?? mine[0];
  if (departmentId === undefined || !mine.includes(departmentId)) throw new AccessDeniedError('import-facts');
  return departmentId;
}

/**
 * Keeps the table and has it read by a job. Throws AccessDeniedError (no department of the reader's), InvalidInputError
 * (nothing in it).
 */
export async function startFactImport(
  { db, filesDir, now }: { db: Db; filesDir: string; now: () => Date },
  reader: Reader,
  input: NewFactImport,
): Promise<string> {
  if (reader.kind !== 'system') requireFactDepartment(reader, input.departmentId);
  if (input.bytes.length === 0) throw new InvalidInputError({ file: '文件是空的，请选择有数据的表格' });
  const requestKey = input.requestKey === undefined ? null : `${input.departmentId}:${input.requestKey}`;
  if (requestKey !== null) {
    const before = await db.factImport.findUnique({ where: { requestKey }, select: { id: true } });
    if (before) return before.id;
  }
  const at = now();
  const id = `f${randomBytes(9).toString('hex')}`;
  const { id: fileId } = await storeFile(
    { db, filesDir },
    {
      bytes: input.bytes,
      name: input.title,
      mediaType: 'application/octet-stream',
      ownerKind: 'register',
      ownerId: id,
      uploadedById: reader.personId,
    },
  );
  await db.$transaction(async (tx) => {
    await tx.factImport.create({
      data: {
        id,
        title: input.title.slice(0, 200),
        origin: input.origin,
        departmentId: input.departmentId,
        createdById: reader.personId ?? reader.keyId,
        createdByName: reader.name ?? reader.kind,
        fileId,
        requestKey,
        sourceId: input.sourceId ?? null,
        ...(input.mapping && { mapping: input.mapping }),
        createdAt: at,
      },
    });
    await workSoon(tx, id, 'reading', at);
    await appendAuditEntry(
      tx,
      reader,
      {
        action: 'facts.import-start',
        subjectKind: 'fact-import',
        subjectId: id,
        detail: { title: input.title, origin: input.origin, departmentId: input.departmentId },
      },
      at,
    );
  });
  return id;
}

/** Has the stage worked; the same stage waits once. */
export async function workSoon(tx: Tx, importId: string, stage: string, runAt: Date): Promise<void> {
  await enqueueJob(tx, {
    kind: workFactImportJob,
    payload: { importId },
    openKey: `${workFactImportJob}:${importId}:${stage}`,
    runAt,
  });
}
