import type { Services } from '~/app/services.server';
import type { Locale } from '~/app/words/merge-words';
import { ingestFile, type IngestResult } from '~/knowledge/documents/ingest-document.server';
import { documentRoles } from '~/knowledge/documents/readable-documents';
import { refusalSentence } from '~/knowledge/documents/refusal';
import { regionName } from '~/knowledge/documents/region';
import { departmentsOf, type Reader } from '~/prisma/access/reader';

/** What became of one uploaded file, as the page shows it. */
export interface UploadOutcome {
  name: string;
  outcome: IngestResult['outcome'];
  documentId?: string;
  title?: string;
  passages?: number;
  reason?: string;
}

/**
 * Takes the uploaded files in, each on its own; they belong to the uploader's department. The browser's file names are
 * shown, never used as paths.
 */
export async function uploadDocuments(
  services: Services,
  reader: Reader,
  form: FormData,
  locale: Locale,
): Promise<UploadOutcome[]> {
  const files = form
    .getAll('files')
    .filter((entry): entry is File => typeof entry !== 'string' && entry.name !== '');
  const region = textOf(form, 'region');
  const departments = departmentsOf(reader, 'designer', 'helpdesk');
  const deps = {
    db: services.db,
    parser: services.parser,
    filesDir: services.settings.filesDir,
    now: services.now,
  };
  const options = {
    reader,
    draft: form.get('draft') === 'on',
    departmentId: departments[0] ?? null,
    ...(regionName(region) !== null && { region }),
    ...(textOf(form, 'issuer') !== '' && { issuer: textOf(form, 'issuer').slice(0, 200) }),
  };
  const outcomes: UploadOutcome[] = [];
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    for (const { reason, ...result } of await ingestFile(deps, { bytes, name: file.name }, options)) {
      outcomes.push({ ...result, ...(reason && { reason: refusalSentence(reason, locale) }) });
    }
  }
  return outcomes;
}

/** Who may upload: the roles that look after documents. */
export const uploadRoles = documentRoles;

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
