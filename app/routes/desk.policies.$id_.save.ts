import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { answerProblems } from '~/app/errors';
import { readBody } from '~/app/forms/read-body.server';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { policyDraftSchema, type PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import { policyTestsSchema } from '~/knowledge/policies/design/policy-test';
import { savePolicyDraft } from '~/knowledge/policies/design/save-policy-draft.server';

const body = z.strictObject({
  revision: z.number().int().nonnegative(),
  title: z.string().max(200),
  titleEn: z.string().max(300),
  region: z.string().regex(/^\d{6}$/),
  effectiveFrom: z.string().max(10),
  expiresOn: z.string().max(10).nullable(),
  formId: z.string().max(60).nullable(),
  content: policyDraftSchema,
  tests: policyTestsSchema,
});

/** Saves the editor's state: `{revision, …}` in, `{number, revision, savedAt}` out. */
export function action({ request, params, context }: ActionFunctionArgs): Promise<Response> {
  const { db, now } = context.services;
  return answerProblems(async () => {
    const reader = await requireStaff(request, context, 'designer');
    const { content, ...draft } = await readBody(request, body);
    const saved = await savePolicyDraft({ db, now }, reader, {
      ...draft,
      content: content as unknown as PolicyDraft,
      policyId: params.id ?? '',
    });
    return Response.json({ ...saved, savedAt: now() });
  }, localeOf(request));
}
