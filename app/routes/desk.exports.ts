import { redirect, type LoaderFunctionArgs } from '@remix-run/node';

import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { listExportableForms } from '~/forms/exports/list-exports.server';

/** To the exports of the first form that one reviews; where there is none, back to the empty list of cases. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'reviewer');
  const [form] = await listExportableForms(formsDeps(context, request), reader);
  return redirect(form ? `/desk/forms/${form.formId}/exports` : '/desk/cases');
}
