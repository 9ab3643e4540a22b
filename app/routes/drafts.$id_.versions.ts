import type { LoaderFunctionArgs } from '@remix-run/node';

import { answerProblems } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireApplicant } from '~/app/forms/read-body.server';
import { fieldWords } from '~/forms/words/field-words';
import { listDraftVersions } from '~/forms/submission/list-draft-versions.server';

/** What was changed in a draft, newest first, with the values that can be brought back. */
export function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireApplicant(request, context);
    return Response.json(
      { versions: await listDraftVersions(deps, reader, params.id ?? '', fieldWords(deps.locale)) },
      { headers: { 'Cache-Control': 'no-store' } },
    );
  }, deps.locale);
}
