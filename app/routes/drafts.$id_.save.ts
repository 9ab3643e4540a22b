import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { readBody, requireApplicant } from '~/app/forms/read-body.server';
import { nameDevice } from '~/forms/submission/name-device';
import { saveDraft } from '~/forms/submission/save-draft.server';

const body = z.strictObject({
  revision: z.number().int().nonnegative(),
  data: z.record(z.string(), z.unknown()),
  settles: z.string().max(100).optional(),
});

/** Saves a draft on the way: `{revision, data}` in, `{revision, savedAt}` out, 409 when another device was first. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    const draft = await readBody(request, body);
    const device = nameDevice(request.headers.get('user-agent') ?? '');
    return Response.json(await saveDraft(deps, reader, { draftId: params.id ?? '', ...draft, device }));
  }, deps.locale);
}
