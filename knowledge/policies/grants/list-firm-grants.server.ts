import { NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import type { PolicyContent } from '../policy-content';
import type { GrantEvidence, GrantReason, ItemState, Objection } from './grant-batch';

/** A grant as the firm sees it: only its own, and only once it was announced. */
export interface FirmGrant {
  id: string;
  batchId: string;
  policyId: string;
  title: string;
  titleEn: string | null;
  department: string;
  departmentEn: string | null;
  phone: PolicyContent['guide']['phone'];
  sources: PolicyContent['sources'];
  judgedOn: string;
  closesOn: string;
  /** Whether the firm may still answer. */
  isOpen: boolean;
  isCancelled: boolean;
  cancelReason: string | null;
  state: ItemState;
  yuan: string | null;
  grantedYuan: string | null;
  grantedOn: string | null;
  evidence: GrantEvidence;
  reason: GrantReason | null;
  answer: string | null;
  objection: Objection | null;
}

/** What the firm is granted without an application, the newest first. Throws NotFoundError without the right. */
export async function listFirmGrants(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  enterpriseId: string,
): Promise<FirmGrant[]> {
  if (!canActFor(reader, enterpriseId)) throw new NotFoundError('enterprise', enterpriseId);
  const today = cityDate(now());
  const rows = await db.grantItem.findMany({
    where: {
      enterpriseId,
      batch: { announcedOn: { not: null } },
      // Who was left out or taken off before the list was announced never stood on it.
      OR: [{ toldAt: { not: null } }, { state: { in: ['listed', 'declined', 'objected', 'granted'] } }],
    },
    include: { batch: true },
    orderBy: [{ batch: { announcedOn: 'desc' } }, { id: 'asc' }],
  });
  const versions = await db.policyVersion.findMany({
    where: { id: { in: rows.map(({ batch }) => batch.versionId) } },
    select: {
      ...{ id: true, title: true, titleEn: true, content: true },
      policy: { select: { department: { select: { name: true, nameEn: true } } } },
    },
  });
  const byId = new Map(versions.map((version) => [version.id, version]));
  return rows.flatMap((row): FirmGrant[] => {
    const version = byId.get(row.batch.versionId);
    if (!version) return [];
    const { guide, sources } = version.content as unknown as PolicyContent;
    const { id, batchId, batch, yuan, grantedYuan, answer } = row;
    const state = row.state as ItemState;
    const answerable = ['listed', 'declined', 'objected'].includes(state);
    return [
      {
        ...{ id, batchId, policyId: batch.policyId, title: version.title, titleEn: version.titleEn },
        ...{ department: version.policy.department.name, phone: guide.phone, sources },
        ...{ departmentEn: version.policy.department.nameEn },
        ...{ judgedOn: batch.judgedOn, closesOn: batch.closesOn ?? '' },
        ...{ state, yuan, grantedYuan, answer },
        isOpen: batch.state === 'announced' && today <= (batch.closesOn ?? '') && answerable,
        isCancelled: batch.state === 'cancelled',
        cancelReason: batch.state === 'cancelled' ? batch.reason : null,
        grantedOn: row.grantedAt && cityDate(row.grantedAt),
        evidence: row.evidence as unknown as GrantEvidence,
        reason: row.reason as unknown as GrantReason | null,
        objection: row.objection as unknown as Objection | null,
      },
    ];
  });
}
