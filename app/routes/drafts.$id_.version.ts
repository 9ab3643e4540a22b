import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { readBody, requireApplicant } from '~/app/forms/read-body.server';
import { dismissVersionNote, takeNewVersion } from '~/forms/submission/carry-draft.server';

const body = z.strictObject({ intent: z.enum(['take', 'seen']), revision: z.number().int().nonnegative() });

/** The firm goes on with the new version, or has read what changed. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    const { intent, revision } = await readBody(request, body);
    const draftId = params.id ?? '';
    if (intent === 'take') return Response.json(await takeNewVersion(deps, reader, { draftId, revision }));
    await dismissVersionNote(deps, reader, draftId);
    return Response.json({ revision });
  }, deps.locale);
}
