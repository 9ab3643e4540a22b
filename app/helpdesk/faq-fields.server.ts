import type { AppLoadContext } from '@remix-run/node';
import { z } from 'zod';

import { requireFields } from '~/app/people/read-form';
import type { Locale } from '~/app/words/merge-words';
import { sayProblems } from '~/app/words/say-problem';
import type { FaqInput } from '~/knowledge/helpdesk/adopt-faq.server';
import { readCitablePassages } from '~/knowledge/helpdesk/citable-passages.server';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';

const input = z.object({
  question: z.string().default(''),
  answer: z.string().default(''),
  reviewOn: z.string().default(''),
  departmentId: z.string().default(''),
  handoverId: z.string().default(''),
  clusterId: z.string().default(''),
});

/** A posted FAQ. */
export function faqFields(form: FormData): FaqInput {
  const { handoverId, clusterId, ...fields } = requireFields(input, form);
  const cited = form.getAll('cited').map(Number).filter(Number.isSafeInteger).slice(0, 20);
  return { ...fields, cited, handoverId: handoverId || null, clusterId: clusterId || null };
}

/** A refused FAQ with what was typed, so that nothing is lost; throws what is no refusal. */
export async function faqProblem(
  services: AppLoadContext['services'],
  error: unknown,
  fields: FaqInput,
  locale: Locale,
) {
  const { question, answer, reviewOn } = fields;
  const cited = await readCitablePassages(services.db, fields.cited, services.now());
  const typed = { question, answer, reviewOn, cited };
  if (error instanceof InvalidInputError)
    return { status: 422, problems: sayProblems(locale, error.fields), typed };
  if (error instanceof ConflictError)
    return {
      status: 409,
      problems: sayProblems(locale, { question: '这条回复已采纳为常见问答，请在常见问答列表中修改' }),
      typed,
    };
  throw error;
}
