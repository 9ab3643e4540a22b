import { advanceOpportunity } from '~/knowledge/policies/opportunities/follow-opportunity.server';
import type { FormDefinition } from '~/forms/definition/form-definition';
import { fieldPathOf, walkFields } from '~/forms/definition/walk-fields';
import { say, type FormLocale } from '~/forms/words/say';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { keepBenefits, releaseBenefits } from '~/knowledge/policies/limits/take-benefits.server';
import { releaseQuotaSlots } from '~/knowledge/policies/quota/quota-slots.server';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { appendCaseEvent } from './append-case-event.server';
import { requireCase, reviewedBy } from './find-case.server';
import { notifyEnterprise } from './notify.server';

/** `lastEvent` is the number of the newest event that the reviewer saw. */
export interface CaseDecision {
  caseId: string;
  decision: 'approve' | 'return' | 'refuse';
  /** Required to refuse; to return, this or `fields`. */
  reason?: string;
  /** return: data path → what to correct. */
  fields?: Record<string, string>;
  lastEvent?: number;
}

const outcomes = { approve: 'approved', return: 'returned', refuse: 'refused' } as const;
const mostWords = 2_000;

/**
 * Decides a submitted case; the firm sees it at once. A decision is never changed. Throws `NotFoundError` (another
 * department's), `ConflictError` (already decided, or changed since `lastEvent`), `InvalidInputError` (reason, fields).
 */
export async function decideCase(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  decision: CaseDecision,
): Promise<{ state: 'approved' | 'returned' | 'refused' }> {
  const found = await requireCase(deps, reader, decision.caseId, reviewedBy(reader));
  const { reason, fields } = await readWords(deps, decision);
  const state = outcomes[decision.decision];
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const step = {
      caseId: found.id,
      enterpriseId: found.enterpriseId,
      kind: state,
      from: ['submitted'],
      to: state,
    } as const;
    const { number } = await appendCaseEvent(
      tx,
      reader,
      {
        ...step,
        reason: reason || null,
        detail: { fields },
        ...(decision.lastEvent !== undefined && { lastEvent: decision.lastEvent }),
      },
      at,
    );
    if (state === 'approved') await keepBenefits(tx, found.id);
    if (state === 'refused') {
      await releaseQuotaSlots(tx, found.id);
      await releaseBenefits(tx, found.id);
    }
    const { enterpriseId, policyId } = found;
    if (state === 'approved') await advanceOpportunity(tx, { enterpriseId, policyId, to: 'granted', at });
    await notifyEnterprise(tx, {
      kind: state,
      key: `case:${found.id}:${number}`,
      link: `/my/applications/${found.id}`,
      enterpriseId: found.enterpriseId,
      departmentId: found.departmentId,
      params: {
        title: found.title,
        number: found.number,
        reason: reason || Object.values(fields).join('；'),
      },
      now: at,
    });
  });
  return { state };
}

async function readWords(deps: { db: Db; locale?: FormLocale }, decision: CaseDecision) {
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
