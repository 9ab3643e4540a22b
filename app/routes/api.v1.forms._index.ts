import { json, type LoaderFunctionArgs } from '@remix-run/node';

import { answerProblems } from '~/app/errors';
import { readQuery } from '~/app/policies/read-json-body.server';
import { getReader } from '~/app/session/require-reader.server';
import { listPublishedForms } from '~/forms/definition/list-published-forms.server';
import { listQuerySchema } from '~/knowledge/policies/match-request';

/** GET /api/v1/forms: the published forms, by id. */
export function loader({ request, context }: LoaderFunctionArgs) {
  return answerProblems(async () => {
    await getReader(request, context);
    const { forms, nextCursor } = await listPublishedForms(
      context.services.db,
      readQuery(request, listQuerySchema),
    );
    return json({
      items: forms.map(({ formId, ...form }) => ({ id: formId, ...form })),
      ...(nextCursor && { nextCursor }),
    });
  });
}
