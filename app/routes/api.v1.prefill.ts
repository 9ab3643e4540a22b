import { json, type ActionFunctionArgs } from '@remix-run/node';

import { answerProblems } from '~/app/errors';
import { prefillRequestSchema } from '~/app/forms/form-requests';
import { readJsonBody } from '~/app/policies/read-json-body.server';
import { getReader } from '~/app/session/require-reader.server';
import { prefillForEnterprise } from '~/forms/prefill/prefill-for-enterprise.server';
import { UnauthenticatedError } from '~/prisma/access/unauthenticated';

/** POST /api/v1/prefill: a published form's data for a firm that the caller acts for, and where each value comes from. */
export function action({ request, context }: ActionFunctionArgs) {
  return answerProblems(async () => {
    const reader = await getReader(request, context);
    if (reader.kind === 'anonymous') throw new UnauthenticatedError();
    const wanted = await readJsonBody(request, prefillRequestSchema);
    const { data, provenance, missing } = await prefillForEnterprise(context.services, reader, wanted);
    const sources = Object.entries(provenance).map(
      ([path, { fact, period, source, sourceKind, observedAt, locked, reference, pending, validUntil }]) => ({
        path,
        fact,
        source,
        sourceKind,
        observedAt,
        locked,
        ...(period !== null && period !== '' && { period }),
        ...(reference !== null && { reference }),
        ...(validUntil && { validUntil }),
        ...(pending && { pending }),
      }),
    );
    return json({ data, provenance: sources, missing });
  });
}
