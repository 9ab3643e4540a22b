import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { readBody, requireApplicant } from '~/app/forms/read-body.server';
import { handoverPurposes } from '~/forms/handover/handover-purpose';
import { handOverDraft } from '~/forms/handover/hand-over-draft.server';

const body = z.strictObject({
  toId: z.string().min(1).max(100),
  note: z.string().trim().max(500).default(''),
  purpose: z.enum(handoverPurposes).default('fill'),
});

/** Gives the draft to a colleague of the firm: `{toId, note, purpose}` in, who has it now out. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    const wanted = await readBody(request, body);
    return Response.json(await handOverDraft(deps, reader, { draftId: params.id ?? '', ...wanted }));
  }, deps.locale);
}
