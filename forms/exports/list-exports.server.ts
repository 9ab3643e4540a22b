import type { Reader } from '~/prisma/access/reader';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Db } from '~/prisma/database.server';

import { exportChoiceSchema, type ExportChoice, type ExportFormat } from './export-choice';
import { exportedBy } from './export-rights';

/** An export as its page lists it. */
export interface ExportRow {
  id: string;
  format: ExportFormat;
  choice: ExportChoice;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'removed';
  total: number;
  written: number;
  sizeBytes: number | null;
  missingFiles: number;
  fault: string | null;
  requestedByName: string;
  createdAt: Date;
  finishedAt: Date | null;
}

/** A form whose applications the reader may export. */
export interface ExportableForm {
  formId: string;
  title: string;
  titleEn: string | null;
  departmentName: string;
  applications: number;
}

const newest = 20;

/** The forms that the reader reviews, those with applications first. */
export async function listExportableForms(deps: { db: Db }, reader: Reader): Promise<ExportableForm[]> {
  const rows = await deps.db.form.findMany({
    where: exportedBy(reader),
    select: {
      id: true,
      department: { select: { name: true } },
      versions: {
        orderBy: { number: 'desc' },
        select: { title: true, titleEn: true, state: true, _count: { select: { submissions: true } } },
      },
    },
    orderBy: [{ departmentId: 'asc' }, { createdAt: 'asc' }],
  });
  return rows
    .map(({ id, department, versions }) => ({
      formId: id,
      title: versions[0]?.title ?? id,
      titleEn: versions[0]?.titleEn ?? null,
      departmentName: department.name,
      applications: versions.reduce((sum, { _count }) => sum + _count.submissions, 0),
    }))
    .sort((a, b) => Number(b.applications > 0) - Number(a.applications > 0));
}

/** A form's newest exports. Throws `NotFoundError` for another department's form. */
export async function listExports(deps: { db: Db }, reader: Reader, formId: string): Promise<ExportRow[]> {
  const form = await deps.db.form.findFirst({
    where: { id: formId, ...exportedBy(reader) },
    select: { id: true },
  });
  if (!form) throw new NotFoundError('form', formId);
  const rows = await deps.db.formExport.findMany({
    where: { formId, ...exportedBy(reader) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: newest,
  });
  return rows.map((row) => ({
    ...{ id: row.id, total: row.total, written: row.written, sizeBytes: row.sizeBytes, fault: row.fault },
    ...{ missingFiles: row.missingFiles, requestedByName: row.requestedByName },
    ...{ createdAt: row.createdAt, finishedAt: row.finishedAt },
    format: row.format as ExportFormat,
    choice: exportChoiceSchema.parse(row.choice),
    state: row.state as ExportRow['state'],
  }));
}
