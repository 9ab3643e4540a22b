import type { LoaderFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { factDeskRoles } from '~/app/facts/fact-desk-roles';
import { sendProof } from '~/app/facts/send-proof.server';
import { requireStaff } from '~/app/session/require-reader.server';

/** The file with which a firm proves its dispute, for the department that decides it. */
export function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...factDeskRoles);
    return sendProof(context.services, reader, params.id ?? '');
  });
}
