import type { Db } from '~/prisma/database.server';

/** A firm with what changed of it and the policies that this touches; null: everything. */
export interface FirmToJudge {
  id: string;
  changed: readonly string[] | null;
  policyIds: readonly string[] | null;
}

/** How far the history of facts goes: rows are only ever added, so their place in the file tells what is new. */
export async function lastFact(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ last: bigint | number | null }[]>`SELECT max(rowid) AS last FROM Fact`;
  return Number(row?.last ?? 0);
}

/** The firms with facts after one place up to another, for each the policies that read one of them. */
export async function changedFirms(
  db: Db,
  after: number,
  upTo: number,
  reads: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<FirmToJudge[]> {
  const rows = await db.$queryRaw<{ enterpriseId: string; keys: string }[]>`
    SELECT enterpriseId, group_concat(DISTINCT key) AS keys FROM Fact
     WHERE rowid > ${after} AND rowid <= ${upTo} GROUP BY enterpriseId ORDER BY enterpriseId`;
  return rows.flatMap(({ enterpriseId, keys }) => {
    const changed = keys.split(',');
    const policyIds = [...reads].flatMap(([id, keysOf]) =>
      changed.some((key) => keysOf.has(key)) ? [id] : [],
    );
    return policyIds.length > 0 ? [{ id: enterpriseId, changed, policyIds }] : [];
  });
}
