import type { Services } from '~/app/services.server';
import type { Locale } from '~/app/words/merge-words';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { listFirmOpportunities } from '~/knowledge/policies/opportunities/list-opportunities.server';
import type { Reader } from '~/prisma/access/reader';

import { newsWords } from './tell-opportunity.server';

/** An opportunity as its page shows it. */
export interface OpportunityRow {
  id: string;
  policyId: string;
  title: string;
  group: 'open' | 'under-way' | 'dismissed';
  state: string;
  shown: 'eligible' | 'one-step';
  reason: string;
  amount: string;
  deadline: string;
  missing: string[];
  since: string;
  /** It was told; else it stood so when the platform first looked. */
  isTold: boolean;
  hasForm: boolean;
  dismissReason: string | null;
  dismissNote: string | null;
}

/** Gathers the page for the firm that the reader acts for. */
export async function getOpportunitiesPage(
  services: Pick<Services, 'db' | 'now'>,
  reader: Reader & { enterpriseId: string },
  locale: Locale,
): Promise<{ enterprise: string; rows: OpportunityRow[] }> {
  const { enterpriseId } = reader;
  const { name } = await services.db.enterprise.findUniqueOrThrow({
    where: { id: enterpriseId },
    select: { name: true },
  });
  const catalogue = await loadCatalogue(services.db);
  const short = locale === 'en' ? 'en' : 'zh';
  const opportunities = await listFirmOpportunities(services, reader, enterpriseId);
  const forms = new Set(
    (
      await services.db.formVersion.findMany({
        where: {
          state: 'published',
          formId: { in: opportunities.flatMap(({ policy }) => policy.formId ?? []) },
        },
        select: { formId: true },
      })
    ).map(({ formId }) => formId),
  );
  const rows = opportunities.map((one): OpportunityRow => {
    const words = newsWords(one, locale, services.now());
    return {
      id: one.id,
      policyId: one.policy.id,
      title: words.policy,
      group:
        one.state === 'dismissed'
          ? 'dismissed'
          : ['applied', 'granted'].includes(one.state)
            ? 'under-way'
            : 'open',
      state: one.state,
      shown: one.shown === 'eligible' ? 'eligible' : 'one-step',
      reason: words.reason,
      amount: words.amount,
      deadline: words.deadline,
      missing: one.missing.map((key) => catalogue.get(key)?.label[short] ?? key),
      since: one.toldOn ?? one.foundOn,
      isTold: one.toldOn !== null,
      hasForm: one.policy.formId !== null && forms.has(one.policy.formId),
      dismissReason: one.dismissReason,
      dismissNote: one.dismissNote,
    };
  });
  return { enterprise: name, rows };
}
