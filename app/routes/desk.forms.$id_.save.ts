import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { readBody } from '~/app/forms/read-body.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { saveFormDraft } from '~/forms/definition/save-form-draft.server';

const component = z.looseObject({ type: z.string(), key: z.string() });
const body = z.strictObject({
  revision: z.number().int().nonnegative(),
  title: z.string().max(200),
  titleEn: z.string().max(200).optional(),
  definition: z.looseObject({ components: z.array(component) }),
});

/** Saves the builder's state: `{revision, title, titleEn, definition}` in, `{revision, savedAt, findings}` out. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireStaff(request, context, 'designer');
    const { definition, ...draft } = await readBody(request, body);
    const saved = await saveFormDraft(deps, reader, {
      ...draft,
      formId: params.id ?? '',
      definition,
    });
    return Response.json({ ...saved, savedAt: deps.now() });
  }, deps.locale);
}
