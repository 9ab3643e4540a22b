import { AccessDeniedError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';
import type { Db, SqlReader } from '~/prisma/database.server';

import { say, type FormLocale } from '../words/say';
import { exportChoiceSchema, exportFormats, mostSheetRows, type ExportFormat } from './export-choice';
import { exportedBy } from './export-rights';
import { countApplications } from './read-applications.server';

export const exportJob = 'export-form';

/** So many exports may wait or run for one person. */
const mostOpen = 3;

/**
 * Has a form's applications written into a file. Only a person who reviews them may ask; the deed is audited. Throws
 * `NotFoundError` for another department's form, `InvalidInputError` by field: nothing to export, too many for a workbook.
 */
export async function requestExport(
  deps: { db: Db; sql: SqlReader; now: () => Date; locale: FormLocale },
  reader: Reader,
  input: { formId: string; format: string; choice: unknown },
): Promise<string> {
  const { db, sql, locale } = deps;
  const { personId } = reader;
  // A program has its own way: /formio/form/ID/export.
  if (personId === null) throw new AccessDeniedError('export-applications');
  const form = await db.form.findFirst({
    where: { id: input.formId, ...exportedBy(reader) },
    select: { departmentId: true },
  });
  if (!form) throw new NotFoundError('form', input.formId);
  const at = deps.now();
  const { format, choice } = readRequest(input, locale);
  const { departmentId } = form;
  const total = countApplications(sql, { formId: input.formId, departmentId, choice, until: at });
  if (total === 0) throw new InvalidInputError({ state: say(locale, 'forms.export.none') });
  if (format === 'xlsx' && total > mostSheetRows)
    throw new InvalidInputError({
      format: say(locale, 'forms.export.too-many', { n: total, most: mostSheetRows }),
    });
  const row = {
    ...{ formId: input.formId, departmentId, format, choice, locale, total, createdAt: at },
    ...{ requestedById: personId, requestedByName: reader.name ?? '' },
  };
  return db.$transaction(async (tx) => {
    const open = await tx.formExport.count({
      where: { requestedById: personId, state: { in: ['waiting', 'running'] } },
    });
    if (open >= mostOpen)
      throw new InvalidInputError({ format: say(locale, 'forms.export.busy', { n: mostOpen }) });
    const { id } = await tx.formExport.create({ data: row, select: { id: true } });
    await enqueueJob(tx, {
      kind: exportJob,
      payload: { exportId: id },
      openKey: `${exportJob}:${id}`,
      maxAttempts: 3,
    });
    const detail = { formId: input.formId, format, choice, applications: total };
    const subject = { subjectKind: 'form-export', subjectId: id };
    await appendAuditEntry(tx, reader, { action: 'export.requested', ...subject, detail }, at);
    return id;
  });
}

function readRequest({ format, choice }: { format: string; choice: unknown }, locale: FormLocale) {
  const known = exportFormats.find((one): one is ExportFormat => one === format);
  if (!known) throw new InvalidInputError({ format: say(locale, 'forms.export.format') });
  const parsed = exportChoiceSchema.safeParse(choice);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path: [name] }) => String(name));
    throw new InvalidInputError(
      Object.fromEntries(
        names.map((name) => [name, say(locale, `forms.export.${name === 'state' ? 'state' : 'day'}`)]),
      ),
    );
  }
  const { from, to } = parsed.data;
  if (from && to && from > to) throw new InvalidInputError({ to: say(locale, 'forms.export.order') });
  return { format: known, choice: parsed.data };
}
