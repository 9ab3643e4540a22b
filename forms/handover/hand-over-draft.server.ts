import { requireDraft, type OpenDraft } from '~/forms/submission/open-draft.server';
import { say, type FormLocale } from '~/forms/words/say';
import { tellPerson } from '~/knowledge/policies/push/tell-person.server';
import { AccessDeniedError, ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import { getHolder, type DraftHolding } from './get-holder.server';
import { sealFields, unsealedFields, type HandoverPurpose } from './handover-purpose';

/** `note`: what the colleague is asked to do, or why it comes back. */
export interface DraftToHandOver {
  draftId: string;
  toId: string;
  note: string;
  purpose?: HandoverPurpose;
}

/**
 * Gives a draft to a colleague of the same firm, who is told with the note; giving it to whom it came from is giving it
 * back. Both work on the same draft; whoever is asked to seal does only that, and gives it back sealed or with the
 * reason. Twice the same changes nothing. Throws `NotFoundError`, `AccessDeniedError` for a program, `ConflictError`
 * once submitted, `InvalidInputError` (toId for anybody who doesn't act for the firm, purpose, note).
 */
export async function handOverDraft(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  { draftId, toId, note, purpose = 'fill' }: DraftToHandOver,
): Promise<DraftHolding> {
  const draft = await requireDraft(deps, reader, draftId);
  const fromId = reader.personId;
  if (fromId === null) throw new AccessDeniedError('draft.hand-over');
  if (draft.submittedAt)
    throw new ConflictError('The draft was submitted', { receiptNumber: draft.submission?.receipt?.number });
  const { colleagues, holder } = await getHolder(deps.db, reader, draft);
  if (!colleagues.some(({ personId }) => personId === toId))
    throw new InvalidInputError({ toId: say(deps.locale ?? 'zh-CN', 'forms.hand-over.no-colleague', {}) });
  if (holder?.personId === toId && holder.note === note && holder.purpose === purpose)
    return { holder, colleagues };
  const isSealer = holder?.isReader === true && holder.purpose === 'seal';
  const wrong = purposeProblem(purpose, { isSealer, isBack: holder?.fromId === toId, note, draft });
  if (wrong) {
    const words = say(deps.locale ?? 'zh-CN', `forms.hand-over.${wrong.code}`, { names: wrong.names ?? '' });
    throw new InvalidInputError({ [wrong.field]: words });
  }
  const at = deps.now();
  const isBack = holder?.isReader === true && holder.fromId === toId;
  await deps.db.$transaction(async (tx) => {
    // Two clicks at once: the first has given it, and the second finds that it has.
    const last = await tx.draftHandover.findFirst({
      where: { draftId },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
    });
    if (last?.fromId === fromId && last.toId === toId && last.note === note && last.purpose === purpose)
      return;
    const { id } = await tx.draftHandover.create({ data: { draftId, fromId, toId, note, purpose, at } });
    const { enterpriseId } = draft;
    const subject = { subjectKind: 'draft', subjectId: draftId, enterpriseId };
    await appendAuditEntry(
      tx,
      reader,
      { action: 'draft.handed-over', ...subject, detail: { toId, purpose } },
      at,
    );
    const kind = kindOfMessage(purpose, isBack);
    const params = { title: draft.formVersion.title, name: reader.name ?? '', note };
    const told = { personId: toId, enterpriseId, kind, params, link: `/drafts/${draftId}` };
    await tellPerson(tx, { ...told, dedupeKey: `handover:${id}` }, { now: at, byMail: true });
  });
  return getHolder(deps.db, reader, draft);
}

function kindOfMessage(purpose: HandoverPurpose, isBack: boolean): string {
  if (purpose === 'seal') return 'case.seal-asked';
  if (purpose === 'sealed') return 'case.sealed';
  if (purpose === 'sent-back') return 'case.seal-sent-back';
  return isBack ? 'case.handed-back' : 'case.handed-over';
}

interface Deed {
  /** Whoever gives it was asked to seal it. */
  isSealer: boolean;
  /** It goes to whom it came from. */
  isBack: boolean;
  note: string;
  draft: OpenDraft;
}

/** Why a draft can't be given for this purpose; null when it can. */
function purposeProblem(
  purpose: HandoverPurpose,
  { isSealer, isBack, note, draft }: Deed,
): { field: 'purpose' | 'note'; code: string; names?: string } | null {
  const { components } = draft.definition;
  const isReturn = purpose === 'sealed' || purpose === 'sent-back';
  if (isSealer !== isReturn || (isReturn && !isBack)) return { field: 'purpose', code: 'seal-only' };
  if (purpose === 'seal' && sealFields(components).length === 0) return { field: 'purpose', code: 'no-seal' };
  if (purpose === 'sent-back' && note === '') return { field: 'note', code: 'no-reason' };
  if (purpose !== 'sealed') return null;
  const left = unsealedFields(components, draft.data).map(({ label }) => label);
  return left.length === 0 ? null : { field: 'purpose', code: 'unsealed', names: left.join('、') };
}
