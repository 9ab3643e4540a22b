import { z } from 'zod';

import { requireFields } from '~/app/people/read-form';
import type { Services } from '~/app/services.server';
import {
  decideTemplate,
  proposeTemplate,
  resetTemplate,
} from '~/knowledge/policies/push/templates/write-template.server';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';

import type { templateQuery } from './read-templates-page.server';

const deedSchema = z.object({
  intent: z.enum(['propose', 'reset', 'approve', 'send-back', 'recall']),
  id: z.string().max(100).default(''),
  title: z.string().max(1_000).default(''),
  body: z.string().max(5_000).default(''),
  reason: z.string().max(500).default(''),
});

/** Does what was pressed on the page of templates, for the words that its address names. Returns what was done. */
export async function doTemplateDeed(
  { db, now }: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  { department, kind, channel, locale }: ReturnType<typeof templateQuery>,
  form: FormData,
): Promise<z.infer<typeof deedSchema>['intent']> {
  const { intent, id, title, body, reason } = requireFields(deedSchema, form);
  const mine = departmentsOf(reader, ...policyDeskRoles);
  const departmentId = mine.find((one) => one === department) ?? mine[0] ?? '';
  const key = { departmentId, kind, channel, locale };
  if (intent === 'reset') await resetTemplate({ db, now }, reader, key);
  else if (intent === 'propose') {
    const problems = await proposeTemplate({ db, now }, reader, { ...key, title, body });
    // The page names each as one types; what comes here past it is refused as a whole.
    if (problems.length > 0)
      throw new InvalidInputError(
        Object.fromEntries(problems.map(({ field, problem }) => [field, `不能用于该渠道：${problem}`])),
      );
  } else await decideTemplate({ db, now }, reader, { id, deed: intent, reason });
  return intent;
}
