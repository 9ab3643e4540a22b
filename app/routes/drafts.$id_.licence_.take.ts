import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { readBody, requireApplicant } from '~/app/forms/read-body.server';
import { takeLicence } from '~/forms/prefill/licence/take-licence.server';
import { nameDevice } from '~/forms/submission/name-device';

const body = z.strictObject({
  revision: z.number().int().nonnegative(),
  reading: z.string().max(20_000),
  /** path → the value that the person confirmed. */
  fields: z.record(z.string().max(300), z.string().max(5000)),
});

/** Puts what the person confirmed of the licence's photo into the draft. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    const wanted = await readBody(request, body);
    const device = nameDevice(request.headers.get('user-agent') ?? '');
    return Response.json(await takeLicence(deps, reader, { draftId: params.id ?? '', device, ...wanted }));
  }, deps.locale);
}
