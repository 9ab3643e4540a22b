import type { Tx } from '~/prisma/database.server';

import type { GrantReason } from './grant-batch';

/** What a firm is told of a grant. */
export interface GrantNews {
  kind: 'announced' | 'granted' | 'left-out' | 'stopped' | 'upheld' | 'dismissed' | 'cancelled';
  itemId: string;
  enterpriseId: string;
  enterprise: string;
  policyTitle: string;
  policyTitleEn: string | null;
  department: string;
  /** In whose words it is told. */
  departmentId: string;
  yuan: string | null;
  closesOn: string | null;
  reason: GrantReason | null;
  /** What a person wrote: why an objection was decided so, why the batch was called off. */
  words: string;
  /** Twice the same news is one message. */
  dedupeKey: string;
}

/** Tells the firm's people; in the transaction of the deed. */
export type TellGrant = (tx: Tx, news: GrantNews, options: { now: Date }) => Promise<void>;
