import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import { safeFileName } from '~/prisma/files/store-file.server';
import type { Db } from '~/prisma/database.server';

import type { ExportFormat } from './export-choice';
import { exportFile } from './export-file.server';
import { exportedBy } from './export-rights';
import { exportTitle } from './export-title.server';

/** An export to be sent. */
export interface OpenExport {
  name: string;
  mediaType: string;
  sizeBytes: number;
  stream: ReadStream;
}

const mediaTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
};

/** A finished export for whoever reviews the form's applications; each download is audited. Throws `NotFoundError`. */
export async function openExport(
  { db, now, exportsDir }: { db: Db; now: () => Date; exportsDir: string },
  reader: Reader,
  input: { formId: string; id: string },
): Promise<OpenExport> {
  const { id, formId } = input;
  const row = await db.formExport.findFirst({ where: { id, formId, state: 'done', ...exportedBy(reader) } });
  if (!row) throw new NotFoundError('form-export', id);
  const { whole } = exportFile(exportsDir, id);
  const { size } = await stat(whole).catch((error: NodeJS.ErrnoException) => {
    // A backup holds no exports: after a restore the row stands without its file.
    throw error.code === 'ENOENT' ? new NotFoundError('form-export', id) : error;
  });
  const title = await exportTitle(db, formId, row.locale);
  const subject = { subjectKind: 'form-export', subjectId: id, detail: { formId, sizeBytes: size } };
  await db.$transaction((tx) =>
    appendAuditEntry(tx, reader, { action: 'export.downloaded', ...subject }, now()),
  );
  const day = cityDate(row.createdAt);
  return {
    name: safeFileName(`${title}-${day}.${row.format}`),
    mediaType: mediaTypes[row.format as ExportFormat],
    sizeBytes: size,
    stream: createReadStream(whole),
  };
}
