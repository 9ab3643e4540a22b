import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { readBody, requireApplicant } from '~/app/forms/read-body.server';
import { takeEarlierFile } from '~/forms/prefill/earlier-files.server';
import { nameDevice } from '~/forms/submission/name-device';

const body = z.strictObject({
  revision: z.number().int().nonnegative(),
  path: z.string().min(1).max(300),
  fileId: z.string().min(1).max(100),
});

/** Takes a file that the firm handed in before into a field of the draft: what form.io keeps of it, and its origin. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    const wanted = await readBody(request, body);
    const device = nameDevice(request.headers.get('user-agent') ?? '');
    return Response.json(
      await takeEarlierFile(deps, reader, { draftId: params.id ?? '', device, ...wanted }),
    );
  }, deps.locale);
}
