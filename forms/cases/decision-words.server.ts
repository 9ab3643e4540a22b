import type { FormDefinition } from '~/forms/definition/form-definition';
import { fieldPathOf, walkFields } from '~/forms/definition/walk-fields';
import { say, type FormLocale } from '~/forms/words/say';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Db } from '~/prisma/database.server';

import type { CaseDecision } from './decide-case.server';

const mostWords = 2_000;

/** The words of a decision, trimmed. Throws `InvalidInputError` for what is missing, too long, or on no field of the form. */
export async function readDecisionWords(deps: { db: Db; locale?: FormLocale }, decision: CaseDecision) {
  const locale = deps.locale ?? 'zh-CN';
  const reason = decision.reason?.trim() ?? '';
  const given = decision.decision === 'return' ? Object.entries(decision.fields ?? {}) : [];
  const trimmed = given.map(([path, words]): [string, string] => [path, words.trim()]);
  const fields: Record<string, string> = Object.fromEntries(trimmed.filter(([, words]) => words !== ''));
  if (decision.decision === 'refuse' && reason === '')
    throw new InvalidInputError({ reason: say(locale, 'forms.decide.reason-missing') });
  if (decision.decision === 'return' && reason === '' && Object.keys(fields).length === 0) {
    throw new InvalidInputError({ reason: say(locale, 'forms.decide.words-missing') });
  }
  const known =
    Object.keys(fields).length > 0 ? await fieldPaths(deps.db, decision.caseId) : new Set<string>();
  const wrong: Record<string, string> = {};
  if (reason.length > mostWords) wrong.reason = say(locale, 'forms.decide.too-long');
  for (const [path, words] of Object.entries(fields)) {
    if (!known.has(fieldPathOf(path))) wrong[path] = say(locale, 'forms.decide.field-unknown');
    else if (words.length > mostWords) wrong[path] = say(locale, 'forms.decide.too-long');
  }
  if (Object.keys(wrong).length > 0) throw new InvalidInputError(wrong);
  return { reason, fields };
}

async function fieldPaths(db: Db, caseId: string): Promise<Set<string>> {
  const newest = await db.submission.findFirst({
    where: { caseId },
    orderBy: { submittedAt: 'desc' },
    select: { formVersion: { select: { definition: true } } },
  });
  const definition = newest?.formVersion.definition as unknown as FormDefinition | undefined;
  return new Set(walkFields(definition?.components ?? []).map(({ path }) => path));
}
