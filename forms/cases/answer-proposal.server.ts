import { say, type FormLocale } from '~/forms/words/say';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { appendCaseEvent } from './append-case-event.server';
import { settleCase } from './decide-case.server';
import { requireReviewable } from './find-case.server';
import { notifyColleague } from './notify.server';

/** The second person's answer to a proposed decision. */
export interface ProposalAnswer {
  caseId: string;
  agrees: boolean;
  /** Required to decline. */
  reason?: string;
  lastEvent?: number;
  batch?: string;
}

/**
 * The second of two people decides: agreed, the proposed decision is made with the words of the first; declined, the
 * case is open again. Throws `NotFoundError`, `ConflictError` (nothing is proposed, or it has moved on), and
 * `InvalidInputError` for the one who proposed it, and for declining without a reason.
 */
export async function answerProposal(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  answer: ProposalAnswer,
): Promise<{ state: 'approved' | 'refused' | 'submitted' }> {
  const found = await requireReviewable(deps, reader, answer.caseId);
  const t = (key: string) => say(deps.locale ?? 'zh-CN', `forms.decide.${key}`);
  const reason = (answer.reason ?? '').trim().slice(0, 2_000);
  const self = reader.personId ?? reader.keyId;
  const at = deps.now();
  return deps.db.$transaction(async (tx) => {
    const row = await tx.case.findUniqueOrThrow({ where: { id: found.id } });
    if (row.proposal === null) throw new ConflictError('Nothing is proposed', { state: row.state });
    if (row.proposedById === self) throw new InvalidInputError({ proposal: t('second-same') });
    if (!answer.agrees && reason === '') throw new InvalidInputError({ reason: t('decline-reason') });
    const proposed = await tx.caseEvent.findFirstOrThrow({
      where: { caseId: found.id, kind: 'proposed' },
      orderBy: { number: 'desc' },
    });
    const seen = answer.lastEvent !== undefined && { lastEvent: answer.lastEvent };
    const batch = answer.batch !== undefined && { batch: answer.batch };
    if (answer.agrees) {
      const state = await settleCase(
        tx,
        reader,
        found,
        {
          decision: row.proposal as 'approve' | 'refuse',
          ...{ reason: proposed.reason ?? '', fields: {}, ...seen },
          detail: { proposedBy: row.proposedById, ...batch },
        },
        at,
      );
      return { state: state as 'approved' | 'refused' };
    }
    const step = { caseId: found.id, enterpriseId: found.enterpriseId, kind: 'declined' } as const;
    const { number } = await appendCaseEvent(
      tx,
      reader,
      { ...step, from: ['submitted'], reason, ...seen, detail: { decision: row.proposal, ...batch } },
      at,
    );
    await tx.case.update({ where: { id: found.id }, data: { proposal: null, proposedById: null } });
    if (row.proposedById !== null) {
      await notifyColleague(tx, row.proposedById, {
        kind: 'declined',
        key: `case:${found.id}:${number}`,
        link: `/desk/cases/${found.id}`,
        enterpriseId: found.enterpriseId,
        params: { title: found.title, number: found.number, person: reader.name ?? '', reason },
        now: at,
      });
    }
    return { state: 'submitted' };
  });
}
