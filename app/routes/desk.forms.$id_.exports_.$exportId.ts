import { Readable } from 'node:stream';

import type { LoaderFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { exportsDeps } from '~/app/forms/exports/exports-deps.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { openExport } from '~/forms/exports/open-export.server';

/** A finished export as a download. */
export function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'reviewer');
    const wanted = { formId: params.id ?? '', id: params.exportId ?? '' };
    const file = await openExport(exportsDeps(context, request), reader, wanted);
    return new Response(Readable.toWeb(file.stream) as ReadableStream, {
      headers: {
        'Content-Type': file.mediaType,
        'Content-Length': String(file.sizeBytes),
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'private, no-store',
      },
    });
  });
}
