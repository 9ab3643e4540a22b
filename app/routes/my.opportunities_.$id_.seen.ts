import type { ActionFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { requirePerson } from '~/app/session/require-reader.server';
import { seeOpportunity } from '~/knowledge/policies/opportunities/follow-opportunity.server';

/** The page of an opportunity says that it lies before a person's eyes. What only looks ahead never sends this. */
export function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requirePerson(request, context);
    const isAhead = /prefetch|prerender/i.test(
      `${request.headers.get('sec-purpose') ?? ''} ${request.headers.get('purpose') ?? ''}`,
    );
    if (!isAhead) await seeOpportunity(context.services, reader, params.id ?? '');
    return null;
  });
}
