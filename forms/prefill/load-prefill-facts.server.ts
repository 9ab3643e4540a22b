import { say, type FormLocale } from '~/forms/words/say';
import { toJsonValue } from '~/knowledge/enterprises/fact-value';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { loadFacts } from '~/knowledge/enterprises/load-facts.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { FormComponent } from '~/forms/definition/form-definition';
import type { SourceKind } from './field-provenance';
import { prefillForm, type EarlierSubmission, type PrefillFact, type PrefillResult } from './prefill-form';

const sourceKinds: readonly SourceKind[] = ['registry', 'certificate', 'stated', 'submission'];

/** The firm's facts that count today, as prefill reads them. The right to the firm is the caller's to check. */
export async function loadPrefillFacts(db: Db, enterpriseId: string, today: string): Promise<PrefillFact[]> {
  const catalogue = await loadCatalogue(db);
  const facts = await loadFacts(db, enterpriseId, today, catalogue);
  return [...facts].flatMap(([key, periods]) =>
    [...periods].flatMap(([period, fact]): PrefillFact[] => {
      const definition = catalogue.get(key);
      const sourceKind = sourceKinds.find((kind) => kind === fact.sourceKind);
      if (!definition || !sourceKind) return [];
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
          reference: fact.reference ?? null,
          ...(text !== undefined && { text }),
        },
      ];
    }),
  );
}

/** Fills a version's fields for a firm from its facts and its latest submission of the same form. */
export async function prefillVersion(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  wanted: { formId: string; enterpriseId: string; components: readonly FormComponent[] },
): Promise<PrefillResult> {
  const today = cityDate(deps.now());
  const facts = await loadPrefillFacts(deps.db, wanted.enterpriseId, today);
  const earlier = await findEarlierSubmission(deps, wanted);
  return prefillForm({ components: wanted.components, facts, earlier, today });
}

async function findEarlierSubmission(
  { db, locale = 'zh-CN' }: { db: Db; locale?: FormLocale },
  { formId, enterpriseId }: { formId: string; enterpriseId: string },
): Promise<EarlierSubmission | null> {
  const found = await db.submission.findFirst({
    where: { enterpriseId, formVersion: { formId }, receipt: { isNot: null } },
    orderBy: { submittedAt: 'desc' },
    select: { data: true, submittedAt: true, receipt: { select: { number: true } } },
  });
  if (!found?.receipt) return null;
  const day = cityDate(found.submittedAt);
  return {
    data: asObject(found.data),
    submittedAt: day,
    receiptNumber: found.receipt.number,
    source: say(locale, 'forms.prefill.earlier', { year: day.slice(0, 4) }),
  };
}

function asObject(value: Prisma.JsonValue): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}
