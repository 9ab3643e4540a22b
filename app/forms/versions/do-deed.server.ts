import { z } from 'zod';

import { toProblem } from '~/app/errors';
import { requireFields } from '~/app/people/read-form';
import type { Locale } from '~/app/words/merge-words';
import { translator } from '~/app/words/translator';
import { approveForm, proposeForm, recallForm, sendBackForm } from '~/forms/definition/decide-form.server';
import { rollBackForm } from '~/forms/definition/roll-back-form.server';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { readTermsForm, termsFields, type TermsField } from './read-terms-form';

const revision = z.coerce.number().int().nonnegative();
const text = z.string().max(1000).default('');
const body = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('propose'),
    revision,
    ...{ opensAt: text, closesAt: text, mostInAll: text, mostPerFirm: text },
  }),
  z.object({ intent: z.enum(['recall', 'approve']), revision }),
  z.object({ intent: z.literal('send-back'), revision, reason: text }),
  z.object({ intent: z.literal('roll-back'), number: z.coerce.number().int().positive() }),
]);
type Deed = z.infer<typeof body>;

/** What came of a deed: done, or what is wrong, field by field, with what was typed. */
export type DeedAnswer =
  | { done: Deed['intent'] }
  | { problem: string; fields: Record<string, string>; given: Record<string, string> };

/** Does what a person of the department asks for on the page of versions. */
export async function doDeed(
  deps: { db: Db; now: () => Date; locale: Locale },
  reader: Reader,
  formId: string,
  sent: FormData,
): Promise<DeedAnswer> {
  const given = Object.fromEntries(
    [...sent].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n')] as const] : [],
    ),
  );
  try {
    const deed = requireFields(body, given);
    const wrong = deed.intent === 'propose' ? await propose(deps, reader, formId, deed, given) : null;
    if (wrong) return { ...wrong, given };
    if (deed.intent === 'roll-back') await rollBackForm(deps, reader, { formId, number: deed.number });
    else if (deed.intent === 'send-back') await sendBackForm(deps, reader, { formId, ...deed });
    else if (deed.intent === 'recall') await recallForm(deps, reader, { formId, ...deed });
    else if (deed.intent === 'approve') await approveForm(deps, reader, { formId, ...deed });
    return { done: deed.intent };
  } catch (error) {
    const problem = toProblem(error, deps.locale);
    if (!problem || ![403, 409, 422].includes(problem.status)) throw error;
    const fields = Object.fromEntries((problem.errors ?? []).map(({ field, message }) => [field, message]));
    return { problem: wordsOf(deps.locale, problem.status), fields, given };
  }
}

function wordsOf(locale: Locale, status: number): string {
  const t = translator(locale);
  if (status === 409) return t('versions.changed-since');
  return t(status === 403 ? 'versions.not-you' : 'versions.not-yet');
}

async function propose(
  deps: { db: Db; now: () => Date; locale: Locale },
  reader: Reader,
  formId: string,
  deed: Extract<Deed, { intent: 'propose' }>,
  given: Record<string, string>,
): Promise<{ problem: string; fields: Record<string, string> } | null> {
  const t = translator(deps.locale);
  const terms = readTermsForm(
    Object.fromEntries(termsFields.map((name) => [name, deed[name]])) as Record<TermsField, string>,
  );
  if ('unreadable' in terms) {
    const fields = terms.unreadable.map((name) => [
      `terms.${name}`,
      t(name.startsWith('most') ? 'versions.terms-number' : 'versions.terms-time'),
    ]);
    return { problem: t('versions.not-yet'), fields: Object.fromEntries(fields) as Record<string, string> };
  }
  const reasons = Object.entries(given).flatMap(([name, value]) =>
    name.startsWith('reasons.') && value.trim() !== '' ? [[name.slice(8), value.trim()] as const] : [],
  );
  const wanted = { formId, revision: deed.revision, terms, reasons: Object.fromEntries(reasons) };
  await proposeForm(deps, reader, wanted);
  return null;
}
