import type { LoaderFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { readLiveFigures } from '~/app/push/read-live-figures.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';

/** How many of the city's firms are 待确认 for a campaign's policy, and whether a sample of its audience stands. */
export function loader({ request, params, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    const locale = localeOf(request) === 'en' ? 'en' : 'zh';
    return readLiveFigures(context.services, reader, params.id ?? '', locale);
  });
}
