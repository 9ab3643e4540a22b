import type { LoaderFunctionArgs } from '@remix-run/node';

import { answerProblems, problemResponse } from '~/app/errors';
import { uploadRoles } from '~/app/documents/upload-roles';
import { readPreferences } from '~/app/i18n/preferences';
import { requireStaff } from '~/app/session/require-reader.server';
import { getPageSource } from '~/knowledge/documents/pages/get-page-source.server';
import { refusalSentence } from '~/knowledge/documents/refusal';
import { NotFoundError } from '~/prisma/access/access-denied';
import { storedFilePath } from '~/prisma/files/store-file.server';

/** A page of the original as a picture, to compare the text with. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { locale } = readPreferences(request);
  return answerProblems(async () => {
    const { db, settings, pageDrawer } = context.services;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const page = /^\d{1,5}$/.test(params.page ?? '') ? Number(params.page) : 0;
    const source = page > 0 ? await getPageSource(db, reader, params.id ?? '') : null;
    if (!source) throw new NotFoundError('document-page', `${params.id ?? ''}/${params.page ?? ''}`);
    const drawn = await pageDrawer.draw({
      ...source,
      file: storedFilePath(settings.filesDir, source.sha256),
      page,
    });
    if (!drawn.ok) {
      if ('reason' in drawn) throw new NotFoundError('document-page', `${params.id ?? ''}/${page}`);
      const title = refusalSentence(drawn.refusal, locale);
      return problemResponse({ type: 'about:blank', status: 422, code: drawn.refusal.code, title });
    }
    return new Response(Uint8Array.from(drawn.webp), {
      headers: {
        'Content-Type': 'image/webp',
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "sandbox; default-src 'none'",
        // The bytes of a stored file never change; the right to see them may.
        'Cache-Control': 'private, max-age=600',
      },
    });
  }, locale);
}
