import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems, problemResponse, toProblem } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { readBody, requireApplicant } from '~/app/forms/read-body.server';
import { InvalidSubmissionError, submitDraft } from '~/forms/submission/submit-draft.server';

const body = z.strictObject({
  revision: z.number().int().nonnegative(),
  data: z.record(z.string(), z.unknown()),
  acceptChanges: z.boolean().default(false),
});

/** Submits a draft: the receipt's number, 422 with a sentence a field, or 409 with what changed meanwhile. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    const draft = await readBody(request, body);
    try {
      return Response.json(await submitDraft(deps, reader, { draftId: params.id ?? '', ...draft }));
    } catch (error) {
      const problem = error instanceof InvalidSubmissionError ? toProblem(error, deps.locale) : null;
      if (!problem || !(error instanceof InvalidSubmissionError)) throw error;
      const errors = error.errors.map(({ path, label, sentence }) => ({
        field: path,
        label,
        message: sentence,
      }));
      return problemResponse({ ...problem, errors });
    }
  }, deps.locale);
}
