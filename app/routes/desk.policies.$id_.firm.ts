import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { readBody } from '~/app/forms/read-body.server';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { findFirms, readFirmForDesign } from '~/app/policy-design/read-firm.server';
import { requireStaff } from '~/app/session/require-reader.server';

/** Firms by a word of their name or their credit code, to try a policy on. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer');
  const q = new URL(request.url).searchParams.get('q')?.trim().slice(0, 100) ?? '';
  return findFirms(context.services, reader, params.id ?? '', q);
}

const body = z.strictObject({
  enterpriseId: z.string().max(60),
  rule: z.unknown(),
  derived: z.array(z.unknown()).max(100),
});

/** A firm by the draft: the facts that it reads, what is derived from them, how it would be shown. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  return answerProblems(async () => {
    const reader = await requireStaff(request, context, 'designer');
    const asked = await readBody(request, body);
    const locale = localeOf(request) === 'en' ? 'en' : 'zh';
    return Response.json(await readFirmForDesign(context.services, reader, params.id ?? '', asked, locale));
  }, localeOf(request));
}
