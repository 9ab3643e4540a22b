import { Readable } from 'node:stream';

import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';

import { uploadRoles } from '~/app/documents/upload-roles';
import { requireStaff } from '~/app/session/require-reader.server';
import { getDocumentHead } from '~/knowledge/documents/get-document-head.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';
import { streamStoredFile } from '~/prisma/files/store-file.server';

/** The original file, as a download: nothing in it runs in this site's name. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { db, now, settings } = context.services;
  const reader = await requireStaff(request, context, ...uploadRoles);
  const document = await getDocumentHead(db, reader, params.id ?? '', cityDate(now()));
  const file = document?.fileId ? await db.storedFile.findUnique({ where: { id: document.fileId } }) : null;
  if (!file) throw new NotFoundError('document-file', params.id ?? '');
  const stream = streamStoredFile(settings.filesDir, file.sha256);
  return new Response(createReadableStreamFromReadable(Readable.from(stream)), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(file.sizeBytes),
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'Cache-Control': 'private, no-store',
    },
  });
}
