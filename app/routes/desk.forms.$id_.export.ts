import type { LoaderFunctionArgs } from '@remix-run/node';

import { answerProblems } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { getFormForDesign } from '~/forms/definition/get-form.server';

/** The version being worked on, as form.io exports a form: our bindings are properties that it passes over. */
export function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const deps = formsDeps(context, request);
  return answerProblems(async () => {
    const reader = await requireStaff(request, context, 'designer', 'reviewer');
    const { path, working } = await getFormForDesign(deps, reader, params.id ?? '');
    const { display = 'form', components, settings = {} } = working.definition;
    const form = {
      title: working.title,
      name: path,
      path,
      type: 'form',
      tags: [],
      display,
      components,
      settings,
    };
    return new Response(JSON.stringify(form, null, 2), {
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': `attachment; filename="${path}.json"`,
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    });
  }, deps.locale);
}
