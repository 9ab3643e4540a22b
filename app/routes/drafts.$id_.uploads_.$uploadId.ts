import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems, problemResponse } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireApplicant } from '~/app/forms/read-body.server';
import { appendPiece } from '~/forms/upload/append-piece.server';
import { cancelUpload } from '~/forms/upload/cancel-upload.server';
import { finishUpload } from '~/forms/upload/finish-upload.server';
import { requireUpload } from '~/forms/upload/open-upload.server';
import { pieceBytes } from '~/forms/upload/start-upload.server';
import { say } from '~/forms/words/say';
import { InvalidInputError } from '~/prisma/access/access-denied';

export const handle = { methods: ['POST', 'PUT', 'DELETE'] };

const piece = z.object({
  offset: z.coerce.number().int().nonnegative(),
  crc: z.string().regex(/^[0-9a-f]{8}$/),
});

/** How much of an upload has arrived: `{offset}`. */
export function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    const { upload } = await requireUpload(deps, reader, idsOf(params));
    return Response.json({ offset: upload.receivedBytes }, { headers: { 'Cache-Control': 'no-store' } });
  }, deps.locale);
}

/** PUT takes the next piece (`?offset&crc`, bytes), POST finishes and answers what form.io keeps, DELETE gives up. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    const ids = idsOf(params);
    if (request.method === 'POST') return Response.json(await finishUpload(deps, reader, ids));
    if (request.method === 'DELETE') {
      await cancelUpload(deps, reader, ids);
      return new Response(null, { status: 204 });
    }
    const query = piece.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) throw new InvalidInputError({ file: say(deps.locale, 'forms.check.piece-place') });
    // The length is known before the body is read.
    if (!(Number(request.headers.get('content-length') ?? Number.NaN) <= pieceBytes))
      return problemResponse({
        ...{ type: 'about:blank', status: 413, code: 'too-large' },
        title: say(deps.locale, 'forms.check.piece-size'),
      });
    const bytes = new Uint8Array(await request.arrayBuffer());
    return Response.json(await appendPiece(deps, reader, { ...ids, ...query.data, bytes }));
  }, deps.locale);
}

function idsOf(params: LoaderFunctionArgs['params']) {
  return { draftId: params.id ?? '', uploadId: params.uploadId ?? '' };
}
