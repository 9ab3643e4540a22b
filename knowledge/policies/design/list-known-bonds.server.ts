import type { Db } from '~/prisma/database.server';

import type { Bond } from '../policy-content';

/** A bond that published policies name, and which they are. */
export interface KnownBond {
  kind: Bond['kind'];
  id: string;
  label: { zh: string; en?: string | undefined };
  /** Of `capped`: the cap in yuan. */
  yuan?: string;
  policies: { id: string; title: string }[];
}

/** The bonds that published policies other than `policyId` name, by kind and id; what is published is public. */
export async function listKnownBonds(db: Db, policyId: string): Promise<KnownBond[]> {
  const versions = await db.policyVersion.findMany({
    where: { state: 'published', policyId: { not: policyId } },
    orderBy: [{ policyId: 'asc' }, { number: 'desc' }],
    select: { policyId: true, title: true, content: true },
  });
  const known = new Map<string, KnownBond>();
  for (const { policyId: id, title, content } of versions) {
    const { bonds = [] } = content as { bonds?: Bond[] };
    for (const bond of bonds) {
      const key = `${bond.kind}:${bond.id}`;
      const before = known.get(key);
      if (before?.policies.some((policy) => policy.id === id)) continue;
      const { kind, label } = bond;
      const first = { kind, id: bond.id, label, ...('yuan' in bond && { yuan: bond.yuan }), policies: [] };
      const entry: KnownBond = before ?? first;
      entry.policies.push({ id, title });
      known.set(key, entry);
    }
  }
  return [...known.values()];
}
