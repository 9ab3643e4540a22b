import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { readBody } from '~/app/forms/read-body.server';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { requirePolicyGate } from '~/knowledge/policies/design/check-gate.server';
import {
  approvePolicy,
  markImpactSeen,
  proposePolicy,
  recallPolicy,
  rollBackPolicy,
  sendBackPolicy,
} from '~/knowledge/policies/design/decide-policy.server';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';

const revision = z.number().int().nonnegative();
const body = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.enum(['impact-seen', 'propose', 'recall', 'approve']), revision }),
  z.strictObject({ intent: z.literal('send-back'), revision, reason: z.string().max(1000) }),
  z.strictObject({ intent: z.literal('roll-back'), number: z.number().int().positive() }),
]);

/** What is done to a version besides writing in it; each as the person saw it, by its revision. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const { services } = context;
  const policyId = params.id ?? '';
  return answerProblems(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    const deed = await readBody(request, body);
    const gate = (version: Parameters<typeof requirePolicyGate>[1]) => requirePolicyGate(services, version);
    if (deed.intent === 'roll-back')
      await rollBackPolicy(services, reader, { policyId, number: deed.number });
    else if (deed.intent === 'send-back')
      await sendBackPolicy(services, reader, { policyId, revision: deed.revision, reason: deed.reason });
    else {
      const asSeen = { policyId, revision: deed.revision };
      if (deed.intent === 'impact-seen') await markImpactSeen(services, reader, asSeen);
      else if (deed.intent === 'propose') await proposePolicy(services, reader, asSeen, gate);
      else if (deed.intent === 'recall') await recallPolicy(services, reader, asSeen);
      else await approvePolicy(services, reader, asSeen, gate);
    }
    return Response.json({ ok: true });
  }, localeOf(request));
}
