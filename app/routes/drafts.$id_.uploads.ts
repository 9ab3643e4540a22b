import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { readBody, requireApplicant } from '~/app/forms/read-body.server';
import { startUpload } from '~/forms/upload/start-upload.server';

const body = z.strictObject({
  path: z.string().min(1).max(300),
  name: z.string().min(1).max(300),
  sizeBytes: z.number().int().positive(),
  fingerprint: z.string().min(1).max(600),
});

/** Begins an upload in pieces, or finds the one to go on with: `{uploadId, offset, pieceBytes}`. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    const file = await readBody(request, body);
    return Response.json(await startUpload(deps, reader, { draftId: params.id ?? '', ...file }));
  }, deps.locale);
}
