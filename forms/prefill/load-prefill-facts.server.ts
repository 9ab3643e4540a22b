import { walkFields } from '~/forms/definition/walk-fields';
import { say, type FormLocale } from '~/forms/words/say';
import { givesConsent } from '~/knowledge/enterprises/consent.server';
import { chooseFacts } from '~/knowledge/enterprises/choose-fact';
import { saidInChat, type FactSet, type KnownFact } from '~/knowledge/enterprises/fact-set';
import { toJsonValue } from '~/knowledge/enterprises/fact-value';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { loadFactRows } from '~/knowledge/enterprises/load-facts.server';
import { listSourcesDown } from '~/knowledge/enterprises/sources/list-sources-down.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { FormComponent } from '~/forms/definition/form-definition';
import type { SourceKind } from './field-provenance';
import { listHeldCertificates } from './list-held-certificates.server';
import { prefillForm, type EarlierSubmission, type PrefillResult } from './prefill-form';
import type { PrefillFact } from './prefill-fact';

const sourceKinds: readonly SourceKind[] = ['registry', 'certificate', 'stated', 'submission'];

/**
 * The firm's facts that count today, as prefill reads them; what its members told the assistant, marked, only if it agreed
 * to be asked. The right to the firm is the caller's to check.
 */
export async function loadPrefillFacts(db: Db, enterpriseId: string, today: string): Promise<PrefillFact[]> {
  const catalogue = await loadCatalogue(db);
  const rows = await loadFactRows(db, enterpriseId, catalogue);
  const isTold = ({ sourceKind, reference }: { sourceKind?: string; reference?: string | null }) =>
    sourceKind === 'stated' && reference?.startsWith(saidInChat) === true;
  // What the firm stated in so many words isn't lost to something that was said in passing since.
  const facts = chooseFacts(
    rows.filter((row) => !isTold(row)),
    today,
  );
  const told = (await givesConsent(db, enterpriseId, 'chat-statements')) ? chooseFacts(rows, today) : null;
  return [...listFacts(facts), ...listFacts(told ?? new Map()).filter(({ fact }) => isTold(fact))].flatMap(
    ({ key, period, fact }): PrefillFact[] => {
      const definition = catalogue.get(key);
      const sourceKind = sourceKinds.find((kind) => kind === fact.sourceKind);
      if (!definition || !sourceKind) return [];
      const fromChat = isTold(fact);
      const value = toJsonValue(fact.value, definition.type);
      const text = definition.codes?.find(({ code }) => code === value)?.words.zh;
      return [
        {
          key,
          period,
          value,
          source: fact.source ?? definition.authority.zh,
          sourceKind,
          observedAt: fact.observedAt ?? today,
          validUntil: fact.validUntil ?? null,
          // Which conversation it was is nobody's business but the firm's.
          reference: fromChat ? null : (fact.reference ?? null),
          ...(fromChat && { fromChat }),
          ...(text !== undefined && { text }),
        },
      ];
    },
  );
}

function listFacts(facts: FactSet): { key: string; period: string; fact: KnownFact }[] {
  return [...facts].flatMap(([key, periods]) =>
    [...periods].map(([period, fact]) => ({ key, period, fact })),
  );
}

/**
 * Fills a version's fields for a firm from its facts, its certificates and its earlier submissions. The right to the
 * firm is the caller's to check.
 */
export async function prefillVersion(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  wanted: { formId: string; enterpriseId: string; components: readonly FormComponent[] },
): Promise<PrefillResult> {
  const { db, now } = deps;
  const { components, enterpriseId, formId } = wanted;
  const today = cityDate(now());
  return prefillForm({
    components,
    facts: await loadPrefillFacts(db, enterpriseId, today),
    certificates: await listHeldCertificates(db, enterpriseId, deps.locale),
    earlier: await findEarlierSubmission(deps, { enterpriseId, formVersion: { formId } }),
    elsewhere: await findElsewhere(deps, wanted),
    sourcesDown: await listSourcesDown(db, now()),
    today,
  });
}

/** The firm's latest submissions of the other forms that fields name, of this form's department alone. */
async function findElsewhere(
  deps: { db: Db; locale?: FormLocale },
  {
    formId,
    enterpriseId,
    components,
  }: { formId: string; enterpriseId: string; components: readonly FormComponent[] },
): Promise<Map<string, EarlierSubmission>> {
  const paths = new Set(
    walkFields(components).flatMap(({ component }) => component.prefill?.earlier?.form ?? []),
  );
  const found = new Map<string, EarlierSubmission>();
  if (paths.size === 0) return found;
  const own = await deps.db.form.findUnique({ where: { id: formId }, select: { departmentId: true } });
  for (const path of paths) {
    const form = { path, departmentId: own?.departmentId ?? '' };
    const earlier = await findEarlierSubmission(deps, { enterpriseId, formVersion: { form } }, true);
    if (earlier) found.set(path, earlier);
  }
  return found;
}

async function findEarlierSubmission(
  { db, locale = 'zh-CN' }: { db: Db; locale?: FormLocale },
  where: Prisma.SubmissionWhereInput & { enterpriseId: string },
  otherForm = false,
): Promise<EarlierSubmission | null> {
  const found = await db.submission.findFirst({
    where: { ...where, receipt: { isNot: null } },
    orderBy: { submittedAt: 'desc' },
    select: {
      data: true,
      submittedAt: true,
      receipt: { select: { number: true } },
      formVersion: { select: { title: true } },
    },
  });
  if (!found?.receipt) return null;
  const day = cityDate(found.submittedAt);
  return {
    data: asObject(found.data),
    submittedAt: day,
    receiptNumber: found.receipt.number,
    source: otherForm
      ? say(locale, 'forms.prefill.elsewhere', { title: found.formVersion.title })
      : say(locale, 'forms.prefill.earlier', { year: day.slice(0, 4) }),
  };
}

function asObject(value: Prisma.JsonValue): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}
