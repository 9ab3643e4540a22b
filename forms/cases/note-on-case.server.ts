import { say, type FormLocale } from '~/forms/words/say';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import { appendCaseEvent } from './append-case-event.server';
import { caseStates } from './case-views';
import { requireCase, requireReviewable, reviewedBy } from './find-case.server';
import { readReviewSetup } from './review-setup.server';

type Deps = { db: Db; now: () => Date; locale?: FormLocale };

/** Writes a note for the colleagues; the firm never sees it. Throws `NotFoundError`, `InvalidInputError` (empty, too long). */
export async function noteOnCase(
  deps: Deps,
  reader: Reader,
  note: { caseId: string; text: string },
): Promise<void> {
  const found = await requireCase(deps, reader, note.caseId, reviewedBy(reader));
  const text = note.text.trim();
  if (text === '' || text.length > 2_000)
    throw new InvalidInputError({ note: say(deps.locale ?? 'zh-CN', 'forms.decide.note-length') });
  const step = { caseId: found.id, enterpriseId: found.enterpriseId, kind: 'note' } as const;
  await deps.db.$transaction((tx) =>
    appendCaseEvent(tx, reader, { ...step, from: caseStates, reason: text }, deps.now()),
  );
}

/**
 * Ticks a sentence of the form's check list, or takes the tick back; who ticked and when is kept. Throws
 * `NotFoundError`, `InvalidInputError` for a sentence that isn't on the list.
 */
export async function tickCheck(
  deps: Deps,
  reader: Reader,
  tick: { caseId: string; item: string; isDone: boolean },
): Promise<void> {
  const found = await requireReviewable(deps, reader, tick.caseId);
  const { id: caseId, enterpriseId } = found;
  const { item, isDone } = tick;
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const { checklist } = await readReviewSetup(tx, found.formId);
    if (!checklist.includes(item))
      throw new InvalidInputError({ item: say(deps.locale ?? 'zh-CN', 'forms.decide.item-unknown') });
    const personId = reader.personId ?? reader.keyId ?? '';
    const before = await tx.caseTick.findUnique({ where: { caseId_item: { caseId, item } } });
    if ((before !== null) === isDone) return;
    if (isDone) await tx.caseTick.create({ data: { caseId, item, personId, at } });
    else await tx.caseTick.delete({ where: { caseId_item: { caseId, item } } });
    const action = isDone ? 'case.ticked' : 'case.unticked';
    const event = { action, subjectKind: 'case', subjectId: caseId, enterpriseId, detail: { item } };
    await appendAuditEntry(tx, reader, event, at);
  });
}
