import { readUpload } from '~/app/documents/read-upload.server';
import type { Services } from '~/app/services.server';
import { closeImport } from '~/knowledge/documents/import-runs/close-import.server';
import { receiveFile } from '~/knowledge/documents/import-runs/receive-file.server';
import { startImport } from '~/knowledge/documents/import-runs/start-import.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

import { importOptionsSchema } from './import-requests';

/** Takes files sent by a plain form (no JavaScript, a program): one run, opened, filled and closed. Returns its id. */
export async function takePlainForm(
  services: Pick<Services, 'db' | 'now' | 'parser' | 'settings'>,
  reader: Reader,
  request: Request,
): Promise<string> {
  const { db, now, parser, settings } = services;
  const upload = await readUpload(request, settings.UPLOAD_LIMIT_MB);
  if (!upload.ok) throw new InvalidInputError({ files: `一次最多上传 ${upload.limitMb} MB，请分批上传` });
  const files = upload.form
    .getAll('files')
    .filter((entry): entry is File => typeof entry !== 'string' && entry.name !== '');
  const field = (name: string) => {
    const value = upload.form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const { runId, wanted } = await startImport({ db, now, limits: parser.limits }, reader, {
    kind: field('kind') === 'table' ? 'table' : 'files',
    files: files.map(({ name, size }) => ({ name, sizeBytes: size })),
    options: importOptionsSchema.parse({
      region: field('region'),
      issuer: field('issuer'),
      audience: field('audience'),
      draft: field('draft') === 'on',
    }),
  });
  for (const number of wanted) {
    const file = files[number - 1];
    if (!file) continue;
    const bytes = new Uint8Array(await file.arrayBuffer());
    await receiveFile({ db, now, filesDir: settings.filesDir }, reader, { runId, number, bytes });
  }
  await closeImport({ db, now }, reader, runId);
  return runId;
}
