import type { Services } from '~/app/services.server';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { checkPolicyGate } from '~/knowledge/policies/design/check-gate.server';
import { getPolicyForDesign } from '~/knowledge/policies/design/get-policy-for-design.server';
import type { PolicySource } from '~/knowledge/policies/policy-content';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

import { readSourceTexts } from './read-source-texts.server';

/** All that the editor's page begins with. */
export async function readPolicyDesign(
  services: Pick<Services, 'db' | 'now' | 'population'>,
  reader: Reader,
  policyId: string,
) {
  const { db, now, population } = services;
  const policy = await getPolicyForDesign({ db, now }, reader, policyId);
  const { working, base } = policy;
  const at = cityDate(now());
  const [catalogue, coverage, forms, texts] = await Promise.all([
    loadCatalogue(db),
    population.coverage(at),
    db.form.findMany({
      where: { departmentId: policy.departmentId, versions: { some: { state: 'published' } } },
      select: { id: true, versions: { where: { state: 'published' }, select: { title: true } } },
    }),
    readSourceTexts(db, (working.content.sources ?? []) as PolicySource[]),
  ]);
  const gate = await checkPolicyGate(
    { db, now, population },
    { ...working, impactSeenAt: policy.impactSeenAt },
  );
  return {
    ...policy,
    working,
    base,
    at,
    definitions: [...catalogue.values()],
    coverage,
    forms: forms.map(({ id, versions }) => ({ id, title: versions[0]?.title ?? id })),
    texts,
    gate,
  };
}
