import type { Tx } from '~/prisma/database.server';

/** Marks the facts of which another source's newest record says something else. */
export async function markConflicts(
  tx: Tx,
  enterpriseId: string,
  facts: readonly { key: string; period: string; source: string; sourceKind: string; value: unknown }[],
  at: Date,
): Promise<void> {
  for (const { key, period, source, sourceKind, value } of facts) {
    const others = await tx.fact.findMany({
      where: { enterpriseId, key, period, NOT: { source, sourceKind } },
      orderBy: [{ observedAt: 'desc' }, { recordedAt: 'desc' }],
      select: { source: true, sourceKind: true, value: true },
    });
    const newest = new Map<string, unknown>();
    for (const other of others) {
      const name = `${other.sourceKind} ${other.source}`;
      if (!newest.has(name)) newest.set(name, other.value);
    }
    if (![...newest.values()].some((other) => JSON.stringify(other) !== JSON.stringify(value))) continue;
    const open = { state: 'open', foundAt: at, note: null, settledById: null, settledAt: null };
    await tx.factConflict.upsert({
      where: { enterpriseId_key_period: { enterpriseId, key, period } },
      create: { enterpriseId, key, period, ...open },
      update: open,
    });
  }
}
