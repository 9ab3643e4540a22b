import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireApplicant } from '~/app/forms/read-body.server';
import { requireFields } from '~/app/people/read-form';
import { readProof } from '~/app/policies/raise-dispute.server';
import { disputeField } from '~/forms/prefill/dispute-field.server';

const input = z.object({
  path: z.string().min(1).max(300),
  value: z.string().max(2000).default(''),
  reason: z.string().max(2000).default(''),
});

/** Disputes a value from its field (multipart: path, value, reason, proof); answers how the dispute stands. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    const form = await request.formData();
    const wanted = requireFields(input, form);
    const proof = await readProof(form.get('proof'));
    return Response.json(await disputeField(deps, reader, { draftId: params.id ?? '', ...wanted, proof }));
  }, deps.locale);
}
