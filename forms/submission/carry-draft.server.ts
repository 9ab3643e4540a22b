import type { ComparedVersion } from '~/forms/definition/compare-form-versions';
import { restoreConditionals } from '~/forms/definition/compile-conditionals';
import type { FormDefinition } from '~/forms/definition/form-definition';
import { readTerms } from '~/forms/definition/form-terms';
import { ConflictError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import { Prisma } from '~/prisma/generated/client';

import { assessCarry, carryData, carryProvenance, type VersionNote } from './carry-draft';
import { requireDraft, signLocks, type OpenDraft } from './open-draft.server';
import { draftConflict } from './save-draft.server';

type Deps = { db: Db; now: () => Date; signingKey: Buffer };
type Live = {
  id: string;
  number: number;
  title: string;
  definition: Prisma.JsonValue;
  terms: Prisma.JsonValue;
};

/** A version's row as it is compared. */
export function comparedVersion(row: Pick<Live, 'title' | 'definition' | 'terms'>): ComparedVersion {
  const definition = restoreConditionals(row.definition as unknown as FormDefinition);
  return { title: row.title, definition, terms: readTerms(row.terms) };
}

/**
 * Takes a draft over to the live version where nothing has to be looked at; else the draft waits on its own version
 * with a note. The draft's revision stays: a page that is open on it goes on saving. Twice is once.
 */
export async function carryWhereSafe(
  deps: Deps,
  draft: OpenDraft,
  live: Live,
): Promise<VersionNote['state']> {
  const { changes, look } = assessCarry(
    comparedVersion(draft.formVersion),
    comparedVersion(live),
    draft.data,
  );
  const note: VersionNote = {
    ...{ fromNumber: draft.formVersion.number, toNumber: live.number },
    ...{ state: look.length === 0 ? 'carried' : 'waiting', changes, look, kept: [] },
  };
  const moved = look.length === 0 ? moveTo(deps, draft, live) : {};
  await deps.db.draft.updateMany({
    where: { id: draft.id, formVersionId: draft.formVersionId, submittedAt: null },
    data: { ...moved, versionNote: note as unknown as Prisma.InputJsonObject, updatedAt: draft.updatedAt },
  });
  return note.state;
}

/** Does for one draft what the job does for all, when its firm opens it before the job has come to it. Throws `NotFoundError`. */
export async function carryOnOpening(deps: Deps, reader: Reader, draftId: string): Promise<void> {
  const draft = await requireDraft(deps, reader, draftId);
  if (draft.submittedAt || draft.caseId !== null) return;
  const { formId } = draft.formVersion;
  const live = await deps.db.formVersion.findFirst({ where: { formId, state: 'published' } });
  if (!live || live.id === draft.formVersionId) return;
  const note = draft.versionNote as unknown as VersionNote | null;
  if (note?.state !== 'waiting' || note.toNumber !== live.number) await carryWhereSafe(deps, draft, live);
}

/** What moves with the draft besides its data: whence values came, and locks signed for the new version. */
function moveTo(deps: Deps, draft: OpenDraft, live: Live) {
  const definition = live.definition as unknown as FormDefinition;
  const provenance = carryProvenance(definition, draft.provenance);
  const { id, enterpriseId } = draft;
  const locks = signLocks(deps, { id, enterpriseId, formVersionId: live.id, definition, provenance });
  return {
    formVersionId: live.id,
    provenance: provenance as unknown as Prisma.InputJsonObject,
    locks: locks as unknown as Prisma.InputJsonObject,
  };
}

/**
 * The firm takes the new version for its draft. Everything that the new version can hold comes along; the rest stands
 * in the note, in words. Throws `NotFoundError`, and `ConflictError` when the draft was saved since `revision`, is a
 * correction, or there is no newer version.
 */
export async function takeNewVersion(
  deps: Deps,
  reader: Reader,
  wanted: { draftId: string; revision: number },
): Promise<{ revision: number }> {
  const draft = await requireDraft(deps, reader, wanted.draftId);
  const { formId } = draft.formVersion;
  const live = await deps.db.formVersion.findFirst({ where: { formId, state: 'published' } });
  if (!live || live.id === draft.formVersionId || draft.caseId !== null)
    throw new ConflictError('There is no newer version for this draft');
  const at = deps.now();
  const newer = live.definition as unknown as FormDefinition;
  const { data, kept } = carryData(draft.definition, newer, draft.data);
  const { changes, look } = assessCarry(
    comparedVersion(draft.formVersion),
    comparedVersion(live),
    draft.data,
  );
  const note: VersionNote = {
    ...{ fromNumber: draft.formVersion.number, toNumber: live.number },
    ...{ state: 'carried', changes, look, kept },
  };
  const written = await deps.db.$transaction(async (tx) => {
    const { count } = await tx.draft.updateMany({
      where: {
        id: draft.id,
        revision: wanted.revision,
        submittedAt: null,
        formVersionId: draft.formVersionId,
      },
      data: {
        ...moveTo(deps, draft, live),
        data: data as Prisma.InputJsonObject,
        versionNote: note as unknown as Prisma.InputJsonObject,
        ...{ revision: wanted.revision + 1, updatedAt: at },
      },
    });
    if (count === 0) return false;
    const subject = { subjectKind: 'draft', subjectId: draft.id, enterpriseId: draft.enterpriseId };
    const detail = { from: note.fromNumber, to: note.toNumber, kept: kept.map(({ path }) => path) };
    await appendAuditEntry(tx, reader, { action: 'draft.new-version', ...subject, detail }, at);
    return true;
  });
  if (!written) throw await draftConflict(deps, reader, draft.id);
  return { revision: wanted.revision + 1 };
}

/** The firm has read what changed; a draft that waits keeps its note. Throws `NotFoundError`. */
export async function dismissVersionNote(deps: Deps, reader: Reader, draftId: string): Promise<void> {
  const draft = await requireDraft(deps, reader, draftId);
  const note = draft.versionNote as unknown as VersionNote | null;
  if (note?.state !== 'carried') return;
  await deps.db.draft.updateMany({
    where: { id: draft.id, submittedAt: null },
    data: { versionNote: Prisma.DbNull, updatedAt: draft.updatedAt },
  });
}
