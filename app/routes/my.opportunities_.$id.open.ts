import { redirect, type LoaderFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { openOpportunity } from '~/app/opportunities/open-opportunity.server';
import { requirePerson } from '~/app/session/require-reader.server';

/** Where a notice leads: notes that the firm saw it, acts for that firm from now on, and opens the filled form. */
export function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requirePerson(request, context);
    return redirect(await openOpportunity(request, context.services, reader, params.id ?? ''));
  });
}
