import { Readable } from 'node:stream';

import type { AttachmentToDownload } from '~/forms/submission/get-attachment.server';
import { streamStoredFile } from '~/prisma/files/store-file.server';

/** A file as a download that no browser opens as a page of ours. */
export function sendFile(filesDir: string, file: AttachmentToDownload): Response {
  const name = encodeURIComponent(file.name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return new Response(Readable.toWeb(streamStoredFile(filesDir, file.sha256)) as ReadableStream, {
    headers: {
      'Content-Type': file.mediaType,
      'Content-Length': String(file.sizeBytes),
      'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
}
