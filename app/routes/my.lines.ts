import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { orErrorPage } from '~/app/errors';
import { requireFields } from '~/app/people/read-form';
import { requireMember } from '~/app/session/require-reader.server';
import { joinLine, leaveLine } from '~/knowledge/policies/quota/join-line.server';

const wish = z.object({
  intent: z.enum(['join', 'leave']),
  policyId: z.string().min(1).max(80),
  enterpriseId: z.string().min(1).max(80),
});

/** The lines have no page of their own: each stands on its policy's. */
export function loader() {
  return redirect('/my/applications');
}

/** 候补: joins or leaves the line of a policy; its page says what came of it. */
export function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireMember(request, context);
    const { intent, policyId, enterpriseId } = requireFields(wish, await request.formData());
    if (intent === 'join') await joinLine(context.services, reader, { policyId, enterpriseId });
    else await leaveLine(context.services, reader, { policyId, enterpriseId });
    return redirect(`/policies/${encodeURIComponent(policyId)}#places`);
  });
}
