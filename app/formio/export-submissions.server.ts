import { Readable } from 'node:stream';

import { requireFiledForm } from '~/forms/definition/list-visible-forms.server';
import { csvColumns, csvHeader, csvRow } from '~/forms/submission/filings-csv';
import { eachFiling } from '~/forms/submission/list-filings.server';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { translator } from '~/app/words/translator';

import type { FormioHandler, FormioRequest } from './formio-request.server';
import type { FormioRoute } from './formio-routes';
import { requireKnown } from './read-formio-reader.server';
import { noteReads } from './serve-submissions.server';
import { showSubmission } from './show-submission';

/** The applications that the caller may see as CSV or JSON, written while they are read; who exported is audited. */
export const exportSubmissions: FormioHandler<Extract<FormioRoute, { form: string }>> = async (
  asked,
  { form },
) => {
  const { deps, reader, url } = asked;
  const found = await requireFiledForm(deps, requireKnown(reader), form);
  const format = url.searchParams.get('format') ?? 'json';
  if (format !== 'csv' && format !== 'json')
    throw new InvalidInputError({ format: translator(deps.locale)('formio.format') });
  const subject = { subjectKind: 'form', subjectId: found.formId, detail: { format } };
  await deps.db.$transaction((tx) =>
    appendAuditEntry(tx, reader, { action: 'submissions.exported', ...subject }, deps.now()),
  );
  const text = format === 'csv' ? writeCsv(asked, found) : writeJson(asked, found.formId);
  return new Response(Readable.toWeb(Readable.from(text)) as ReadableStream, {
    headers: {
      'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="submissions.${format}"`,
      'Cache-Control': 'private, no-store',
    },
  });
};

async function* writeCsv(
  asked: FormioRequest,
  { formId, definition }: Awaited<ReturnType<typeof requireFiledForm>>,
): AsyncGenerator<string> {
  const columns = csvColumns(definition.components);
  yield csvHeader(columns);
  for await (const batch of filed(asked, formId)) yield batch.map((one) => csvRow(one, columns)).join('');
}

async function* writeJson(asked: FormioRequest, formId: string): AsyncGenerator<string> {
  yield '[';
  let first = true;
  for await (const batch of filed(asked, formId)) {
    for (const filing of batch) {
      yield `${first ? '' : ',\n'}${JSON.stringify(showSubmission(filing))}`;
      first = false;
    }
  }
  yield ']';
}

async function* filed(asked: FormioRequest, formId: string) {
  const { deps, reader } = asked;
  for await (const batch of eachFiling(deps, reader, formId, { withData: true, drafts: false })) {
    await noteReads(asked, batch);
    yield batch;
  }
}
