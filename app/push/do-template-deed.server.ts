import type { TFunction } from 'i18next';
import { z } from 'zod';

import { requireFields } from '~/app/people/read-form';
import type { Services } from '~/app/services.server';
import type { TemplateProblem } from '~/knowledge/policies/push/templates/check-template';
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

/**
 * Does what was pressed on the page of templates, for the words that its address names. Returns what was done; throws
 * InvalidInputError by field, in the language of `t`.
 */
export async function doTemplateDeed(
  { db, now }: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  { department, kind, channel, locale }: ReturnType<typeof templateQuery>,
  form: FormData,
  t: TFunction,
): Promise<z.infer<typeof deedSchema>['intent']> {
  const { intent, id, title, body, reason } = requireFields(deedSchema, form);
  const mine = departmentsOf(reader, ...policyDeskRoles);
  const departmentId = mine.find((one) => one === department) ?? mine[0] ?? '';
  const key = { departmentId, kind, channel, locale };
  if (intent === 'reset') await resetTemplate({ db, now }, reader, key);
  else if (intent === 'propose') {
    const problems = await proposeTemplate({ db, now }, reader, { ...key, title, body });
    // The page names each as one types; a browser without scripts hears of them here, several of a field in one line.
    if (problems.length > 0) throw new InvalidInputError(byField(problems, t));
  } else await decideTemplate({ db, now }, reader, { id, deed: intent, reason });
  return intent;
}

function byField(problems: readonly TemplateProblem[], t: TFunction): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const { field, problem, value, n, most } of problems) {
    const words = t(`template.problem.${problem}`, {
      field: t(`template.${field}`),
      value: value ? t(`template.value.${value}`) : '',
      ...{ n, most },
    });
    fields[field] = fields[field] === undefined ? words : `${fields[field]} ${words}`;
  }
  return fields;
}
