import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { readBody } from '~/app/forms/read-body.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { publishForm } from '~/forms/definition/publish-form.server';

const body = z.strictObject({ revision: z.number().int().nonnegative() });

/** Publishes the draft that the designer has looked at. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireStaff(request, context, 'designer');
    const { revision } = await readBody(request, body);
    return Response.json(await publishForm(deps, reader, { formId: params.id ?? '', revision }));
  }, deps.locale);
}
