import { say, type FormLocale } from '~/forms/words/say';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { appendCaseEvent } from './append-case-event.server';
import { ownedBy, requireCase } from './find-case.server';

/**
 * 好差评 (GB/T 39735-2020): once a case, five levels, 5 is 非常满意. Throws `NotFoundError`, `ConflictError` (rated, or
 * not decided), `InvalidInputError`.
 */
export async function rateCase(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  rating: { caseId: string; level: 1 | 2 | 3 | 4 | 5; comment?: string },
): Promise<void> {
  const found = await requireCase(deps, reader, rating.caseId, ownedBy(reader));
  if (![1, 2, 3, 4, 5].includes(rating.level))
    throw new InvalidInputError({ level: say(deps.locale ?? 'zh-CN', 'forms.rate.level') });
  const comment = rating.comment?.trim().slice(0, 2_000) ?? '';
  const { id: caseId, enterpriseId } = found;
  await deps.db.$transaction(async (tx) => {
    const rated = await tx.caseEvent.count({ where: { caseId, kind: 'rated' } });
    if (rated > 0) throw new ConflictError('The case was rated', { state: found.state });
    const step = { caseId, enterpriseId, kind: 'rated', from: ['approved', 'refused'] } as const;
    await appendCaseEvent(
      tx,
      reader,
      { ...step, reason: comment || null, detail: { level: rating.level } },
      deps.now(),
    );
  });
}
