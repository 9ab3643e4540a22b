import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { openOpportunity } from '~/app/opportunities/open-opportunity.server';
import { requirePerson } from '~/app/session/require-reader.server';

/** The address that older messages hold. A link may be followed by a machine that looks ahead: it only leads to the page. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/my/opportunities/${encodeURIComponent(params.id ?? '')}`);
}

/** A person goes on: the firm saw it, the person acts for that firm from now on, and the filled form opens. */
export function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requirePerson(request, context);
    return redirect(await openOpportunity(request, context.services, reader, params.id ?? ''));
  });
}
