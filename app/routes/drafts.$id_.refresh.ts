import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { readBody, requireApplicant } from '~/app/forms/read-body.server';
import { refreshDraft } from '~/forms/submission/refresh-draft.server';

const body = z.strictObject({
  revision: z.number().int().nonnegative(),
  /** Only these; left out, all. */
  paths: z.array(z.string().max(300)).min(1).max(500).optional(),
});

/** Takes over the values that changed at their source. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    const wanted = await readBody(request, body);
    return Response.json(await refreshDraft(deps, reader, { draftId: params.id ?? '', ...wanted }));
  }, deps.locale);
}
