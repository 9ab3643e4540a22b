import type { Services } from '~/app/services.server';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { getPolicyForDesign } from '~/knowledge/policies/design/get-policy-for-design.server';
import { listKnownBonds } from '~/knowledge/policies/design/list-known-bonds.server';
import type { PolicySource } from '~/knowledge/policies/policy-content';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

import { readSourceTexts } from './read-source-texts.server';

/** All that the editor's page begins with. */
export async function readPolicyDesign(
  { db, now }: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  policyId: string,
) {
  const policy = await getPolicyForDesign({ db, now }, reader, policyId);
  const { working, base } = policy;
  const at = cityDate(now());
  const [catalogue, forms, texts, knownBonds] = await Promise.all([
    loadCatalogue(db),
    db.form.findMany({
      where: { departmentId: policy.departmentId, versions: { some: { state: 'published' } } },
      select: { id: true, versions: { where: { state: 'published' }, select: { title: true } } },
    }),
    readSourceTexts(db, (working.content.sources ?? []) as PolicySource[]),
    listKnownBonds(db, policyId),
  ]);
  return {
    ...policy,
    working,
    base,
    at,
    definitions: [...catalogue.values()],
    forms: forms.map(({ id, versions }) => ({ id, title: versions[0]?.title ?? id })),
    texts,
    knownBonds,
  };
}
