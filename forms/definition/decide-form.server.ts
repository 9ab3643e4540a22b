import { say, type FormLocale } from '~/forms/words/say';
import {
  AccessDeniedError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
} from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { requireFormGate } from './check-form-gate.server';
import type { FormDefinition } from './form-definition';
import { designedBy, mayDecideForm, visibleTo } from './form-rights';
import { readTerms, type FormTerms } from './form-terms';
import { putVersionLive, type PublishedVersion } from './put-version-live.server';
import { tellOfForm, tellSecondPersons } from './tell-of-form.server';

type Deps = { db: Db; now: () => Date; locale?: FormLocale };
type Version = Prisma.FormVersionGetPayload<object>;

/** What a deed is done to: the version as the person saw it. */
export interface FormDeed {
  formId: string;
  revision: number;
}

/** The version in the state that the deed needs, as the person saw it. */
async function requireVersion(
  tx: Db | Tx,
  where: Prisma.FormWhereInput,
  { formId, revision }: FormDeed,
  state: 'draft' | 'in-review',
): Promise<{ version: Version; departmentId: string }> {
  const form = await tx.form.findFirst({ where: { id: formId, ...where } });
  if (!form) throw new NotFoundError('form', formId);
  const version = await tx.formVersion.findFirst({ where: { formId }, orderBy: { number: 'desc' } });
  if (version?.state !== state || version.revision !== revision)
    throw new ConflictError('The form has changed since', {
      state: version?.state,
      revision: version?.revision,
    });
  return { version, departmentId: form.departmentId };
}

/**
 * Hands a draft to the second person, with reasons for its warnings (code → reason) and when it may be filled. Throws
 * `NotFoundError`, `ConflictError`, `InvalidInputError` (place, `reasons.CODE` or `terms.FIELD` → sentence).
 */
export async function proposeForm(
  deps: Deps,
  reader: Reader,
  deed: FormDeed & { reasons?: Record<string, string>; terms?: FormTerms },
): Promise<{ number: number }> {
  const at = deps.now();
  const seen = await requireVersion(deps.db, designedBy(reader), deed, 'draft');
  const terms = deed.terms ?? readTerms(seen.version.terms);
  const reasons = deed.reasons ?? {};
  const definition = seen.version.definition as unknown as FormDefinition;
  await requireFormGate(deps, { definition, terms, reasons });
  return deps.db.$transaction(async (tx) => {
    const { version, departmentId } = await requireVersion(tx, designedBy(reader), deed, 'draft');
    await tx.formVersion.update({
      where: { id: version.id },
      data: {
        state: 'in-review',
        ...{ proposedById: reader.personId, proposedAt: at, reviewNote: null, reasons },
        terms: { ...terms },
      },
    });
    await note(tx, reader, 'form.proposed', version, at, { reasons, terms: { ...terms } });
    await tellSecondPersons(tx, reader, { ...version, departmentId }, at);
    return { number: version.number };
  });
}

/** A designer takes the version back from the second person, to go on writing. */
export async function recallForm(deps: Deps, reader: Reader, deed: FormDeed): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const { version } = await requireVersion(tx, designedBy(reader), deed, 'in-review');
    await tx.formVersion.update({ where: { id: version.id }, data: { state: 'draft' } });
    await note(tx, reader, 'form.recalled', version, deps.now());
  });
}

/** The second person sends it back with words. Throws `AccessDeniedError` for the first person. */
export async function sendBackForm(
  deps: Deps,
  reader: Reader,
  deed: FormDeed & { reason: string },
): Promise<void> {
  const reason = deed.reason.trim();
  if (reason === '')
    throw new InvalidInputError({ reason: say(deps.locale ?? 'zh-CN', 'forms.gate.words-missing') });
  await deps.db.$transaction(async (tx) => {
    const { version } = await requireSecond(tx, reader, deed);
    await tx.formVersion.update({
      where: { id: version.id },
      data: { state: 'draft', reviewNote: reason },
    });
    await note(tx, reader, 'form.sent-back', version, deps.now(), { reason });
    await tellOfForm(tx, version, { kind: 'form-sent-back', reason }, deps.now());
  });
}

/**
 * The second person approves: the version is live, the one before is retired, drafts are carried over where that is
 * safe. Throws `AccessDeniedError` for the first person, `InvalidInputError` when the gate no longer holds.
 */
export async function approveForm(deps: Deps, reader: Reader, deed: FormDeed): Promise<PublishedVersion> {
  const at = deps.now();
  const seen = await requireSecond(deps.db, reader, deed);
  await requireFormGate(deps, {
    definition: seen.version.definition as unknown as FormDefinition,
    terms: readTerms(seen.version.terms),
    reasons: seen.version.reasons as Record<string, string>,
  });
  return deps.db.$transaction(async (tx) => {
    const { version } = await requireSecond(tx, reader, deed);
    await tellOfForm(tx, version, { kind: 'form-published', reason: '' }, at);
    const detail = { proposedById: version.proposedById };
    return putVersionLive(tx, reader, { version, action: 'form.published', detail }, at);
  });
}

async function requireSecond(tx: Db | Tx, reader: Reader, deed: FormDeed): Promise<{ version: Version }> {
  const found = await requireVersion(tx, visibleTo(reader), deed, 'in-review');
  if (!mayDecideForm(reader, found.departmentId, found.version))
    throw new AccessDeniedError('decide-own-form');
  return found;
}

function note(
  tx: Tx,
  reader: Reader,
  action: string,
  version: Version,
  at: Date,
  detail: Prisma.InputJsonObject = {},
): Promise<void> {
  const { formId, number, id } = version;
  const subject = { subjectKind: 'form', subjectId: formId };
  return appendAuditEntry(
    tx,
    reader,
    { action, ...subject, detail: { versionId: id, number, ...detail } },
    at,
  );
}
