import { requireDraft } from '~/forms/submission/open-draft.server';
import { say, type FormLocale } from '~/forms/words/say';
import { tellPerson } from '~/knowledge/policies/push/tell-person.server';
import { AccessDeniedError, ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import { getHolder, type DraftHolding } from './get-holder.server';

/** `note`: what the colleague is asked to do. */
export interface DraftToHandOver {
  draftId: string;
  toId: string;
  note: string;
}

/**
 * Gives a draft to a colleague of the same firm, who is told with the note; giving it to whom it came from is giving it
 * back. Both work on the same draft. Twice the same changes nothing. Throws `NotFoundError`, `AccessDeniedError` for a
 * program, `ConflictError` once submitted, `InvalidInputError` (toId) for anybody who doesn't act for the firm.
 */
export async function handOverDraft(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  { draftId, toId, note }: DraftToHandOver,
): Promise<DraftHolding> {
  const draft = await requireDraft(deps, reader, draftId);
  const fromId = reader.personId;
  if (fromId === null) throw new AccessDeniedError('draft.hand-over');
  if (draft.submittedAt)
    throw new ConflictError('The draft was submitted', { receiptNumber: draft.submission?.receipt?.number });
  const { colleagues, holder } = await getHolder(deps.db, reader, draft);
  if (!colleagues.some(({ personId }) => personId === toId))
    throw new InvalidInputError({ toId: say(deps.locale ?? 'zh-CN', 'forms.hand-over.no-colleague', {}) });
  if (holder?.personId === toId && holder.note === note) return { holder, colleagues };
  const at = deps.now();
  const isBack = holder?.isReader === true && holder.fromId === toId;
  await deps.db.$transaction(async (tx) => {
    const { id } = await tx.draftHandover.create({ data: { draftId, fromId, toId, note, at } });
    const { enterpriseId } = draft;
    const subject = { subjectKind: 'draft', subjectId: draftId, enterpriseId };
    await appendAuditEntry(tx, reader, { action: 'draft.handed-over', ...subject, detail: { toId } }, at);
    const kind = isBack ? 'case.handed-back' : 'case.handed-over';
    const params = { title: draft.formVersion.title, name: reader.name ?? '', note };
    const told = { personId: toId, enterpriseId, kind, params, link: `/drafts/${draftId}` };
    await tellPerson(tx, { ...told, dedupeKey: `handover:${id}` }, { now: at, byMail: true });
  });
  return getHolder(deps.db, reader, draft);
}
