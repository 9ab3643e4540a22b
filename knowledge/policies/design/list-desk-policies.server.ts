import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { isInForce } from '../published-policy';
import { seenBy } from './policy-rights';

/** Where a policy stands, as the desk's list shows and filters it. */
export const deskPolicyStates = ['draft', 'in-review', 'in-force', 'to-come', 'ended', 'withdrawn'] as const;
export type DeskPolicyState = (typeof deskPolicyStates)[number];

export interface DeskPolicyRow {
  id: string;
  title: string;
  titleEn: string | null;
  departmentId: string;
  department: string;
  /** What is public; `withdrawn` when nothing ever was or no longer is. */
  live: {
    state: 'in-force' | 'to-come' | 'ended';
    number: number;
    effectiveFrom: string;
    expiresOn: string | null;
  } | null;
  /** What is being written or waits for the second person. */
  draft: { state: 'draft' | 'in-review'; number: number } | null;
  conditions: number;
  tests: number;
  changedAt: Date;
}

/** The policies of the reader's departments, the latest changed first. */
export async function listDeskPolicies(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
): Promise<DeskPolicyRow[]> {
  const at = cityDate(now());
  const policies = await db.policy.findMany({
    where: seenBy(reader),
    include: { department: { select: { name: true } }, versions: { orderBy: { number: 'desc' } } },
  });
  const rows = policies.flatMap((policy): DeskPolicyRow[] => {
    const published = policy.versions.filter(({ state }) => state === 'published');
    const draft = policy.versions.find(({ state }) => state === 'draft' || state === 'in-review');
    const inForce = published.find((version) => isInForce(version, at));
    const live = inForce ?? published.find(({ effectiveFrom }) => effectiveFrom > at) ?? published[0];
    const shown = draft ?? live ?? policy.versions[0];
    if (!shown) return [];
    return [
      {
        id: policy.id,
        title: shown.title,
        titleEn: shown.titleEn,
        departmentId: policy.departmentId,
        department: policy.department.name,
        live: live
          ? {
              state: inForce ? 'in-force' : live.effectiveFrom > at ? 'to-come' : 'ended',
              number: live.number,
              effectiveFrom: live.effectiveFrom,
              expiresOn: live.expiresOn,
            }
          : null,
        draft: draft ? { state: draft.state as 'draft' | 'in-review', number: draft.number } : null,
        conditions: (shown.content as { rule?: { rules?: unknown[] } }).rule?.rules?.length ?? 0,
        tests: Array.isArray(shown.tests) ? shown.tests.length : 0,
        changedAt: shown.updatedAt ?? shown.publishedAt ?? shown.createdAt,
      },
    ];
  });
  return rows.sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime() || a.id.localeCompare(b.id));
}

/** The states under which a row is found. */
export function statesOf({ live, draft }: Pick<DeskPolicyRow, 'live' | 'draft'>): DeskPolicyState[] {
  const states: DeskPolicyState[] = [];
  if (draft) states.push(draft.state);
  if (live) states.push(live.state);
  return states.length > 0 ? states : ['withdrawn'];
}
