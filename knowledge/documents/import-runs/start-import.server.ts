import { AccessDeniedError, InvalidInputError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import { managesDocuments } from '../readable-documents';
import { abandonedJob } from './close-import.server';
import { mostFilesARun, refusalBeforeSending, type ImportOptions } from './import-state';

export interface StartImport {
  kind: 'files' | 'table';
  files: readonly { name: string; sizeBytes: number }[];
  options: ImportOptions;
}

/** What the sender does next: send the files that are wanted, by their numbers. */
export interface StartedImport {
  runId: string;
  wanted: number[];
}

/**
 * Opens a run with an item for each announced file; those that can't be taken by name or size are refused before a byte
 * is sent. The run belongs to the reader's department.
 *
 * Throws AccessDeniedError, InvalidInputError (no file, too many, a table that is not one file).
 */
export async function startImport(
  { db, now, limits }: { db: Db; now: () => Date; limits: { fileBytes: number } },
  reader: Reader,
  { kind, files, options }: StartImport,
): Promise<StartedImport> {
  if (!managesDocuments(reader)) throw new AccessDeniedError('manage-documents');
  if (files.length === 0) throw new InvalidInputError({ files: '请选择文件' });
  if (files.length > mostFilesARun)
    throw new InvalidInputError({
      files: `一次最多 ${mostFilesARun} 个文件，现在是 ${files.length} 个，请分批或打包为 ZIP`,
    });
  if (kind === 'table' && files.length !== 1)
    throw new InvalidInputError({ files: '办事指南表一次导入一份' });
  const at = now();
  const refusals = files.map((file) => refusalBeforeSending(file, limits));
  const first = files[0]?.name ?? '';
  const title = files.length === 1 ? first : `${first} 等 ${files.length} 个文件`;
  const run = await db.$transaction(async (tx) => {
    const created = await tx.importRun.create({
      data: {
        kind,
        title: title.slice(0, 200),
        departmentId: departmentsOf(reader, 'designer', 'helpdesk')[0] ?? null,
        createdById: reader.personId,
        createdByName: reader.name ?? reader.kind,
        options: options as unknown as Prisma.InputJsonObject,
        expected: files.length,
        createdAt: at,
      },
      select: { id: true },
    });
    await tx.importItem.createMany({
      data: files.map((file, i) => {
        const refusal = refusals[i] ?? null;
        return {
          runId: created.id,
          number: i + 1,
          name: file.name.slice(0, 400),
          sizeBytes: Math.min(file.sizeBytes, 2_147_483_647),
          state: refusal ? 'refused' : 'sending',
          ...(refusal && { refusal: refusal as unknown as Prisma.InputJsonObject, finishedAt: at }),
        };
      }),
    });
    await enqueueJob(tx, abandonedJob(created.id, at));
    await appendAuditEntry(
      tx,
      reader,
      {
        action: 'import.start',
        subjectKind: 'import',
        subjectId: created.id,
        detail: { files: files.length, kind },
      },
      at,
    );
    return created;
  });
  return { runId: run.id, wanted: files.flatMap((_, i) => (refusals[i] ? [] : [i + 1])) };
}
