import type { ActionFunctionArgs } from '@remix-run/node';

import { answerProblems } from '~/app/errors';
import { readBody } from '~/app/forms/read-body.server';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { runSimulation, simulationBody } from '~/app/policy-design/run-simulation.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';

/** Counts over the city's firms by the rule in the editor, saved or not. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  return answerProblems(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    const asked = await readBody(request, simulationBody);
    const locale = localeOf(request) === 'en' ? 'en' : 'zh';
    return Response.json(await runSimulation(context.services, reader, params.id ?? '', asked, locale));
  }, localeOf(request));
}
