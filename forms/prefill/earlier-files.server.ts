import { setValueAt, valueAt } from '~/forms/definition/data-path';
import type { FormDefinition, FormField } from '~/forms/definition/form-definition';
import { fieldPathOf, walkFields } from '~/forms/definition/walk-fields';
import { asAttached, type AttachedFile } from '~/forms/submission/attach-file.server';
import { fileRuleProblem, mostFilesOf } from '~/forms/submission/file-rules';
import { isOpenPath } from '~/forms/submission/keep-closed';
import { filesOf } from '~/forms/submission/list-fields';
import { requireDraft, type OpenDraft } from '~/forms/submission/open-draft.server';
import { readCorrection } from '~/forms/submission/read-correction.server';
import { ConflictError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import type { FieldProvenance } from './field-provenance';
import { writeTaken } from './write-taken.server';

/** A file that the firm handed in before and that a field can take again (免提交). Days are ISO. */
export interface EarlierFile {
  fileId: string;
  name: string;
  sizeBytes: number;
  /** When it was handed in, with which application. */
  on: string;
  title: string;
  receiptNumber: string;
  /** The last day of the certificate that it shows, where the city's register knows it. */
  validUntil: string | null;
  isExpired: boolean;
}

type Deps = { db: Db; now: () => Date };
type Found = EarlierFile & { mediaType: string };

/** So many of the firm's attachments are looked through, and so many offered at a field. */
const mostLookedAt = 300;
const mostOffered = 5;

/**
 * The firm's earlier attachments of the same kind, by the path of the file field: handed in under the same label, or as
 * the same certificate. Never one that is in quarantine, infected, or of a certificate that was revoked. `named`: what
 * a correction opens (empty: all).
 */
export async function listEarlierFiles(
  { db, now }: Deps,
  draft: OpenDraft,
  named: readonly string[],
): Promise<Record<string, EarlierFile[]>> {
  const fields = walkFields(draft.definition.components).filter(
    ({ component, inGrid, path }) =>
      component.type === 'file' &&
      !inGrid &&
      draft.provenance[path]?.locked !== true &&
      (named.length === 0 || isOpenPath(path, named)),
  );
  if (fields.length === 0) return {};
  const handedIn = await listHandedIn(db, draft);
  if (handedIn.length === 0) return {};
  const certificates = await db.certificate.findMany({
    where: { enterpriseId: draft.enterpriseId },
    orderBy: { issuedOn: 'desc' },
  });
  const today = cityDate(now());
  const offers: Record<string, EarlierFile[]> = {};
  for (const field of fields) {
    const held = new Set(filesOf(valueAt(draft.data, field.path)).map(({ fileId }) => fileId));
    const seen = new Set<string>();
    const found = handedIn.flatMap((one): EarlierFile[] => {
      if (held.has(one.fileId) || seen.has(one.sha256) || !isSameKind(one.field, field)) return [];
      if (fileRuleProblem(field.component, one)) return [];
      const key = field.component.prefill?.certificate;
      const shown = key && certificates.find((row) => row.key === key && row.issuedOn <= one.on);
      if (shown && shown.revokedOn !== null) return [];
      seen.add(one.sha256);
      const validUntil = shown ? shown.validUntil : null;
      const { fileId, name, sizeBytes, on, title, receiptNumber } = one;
      const isExpired = validUntil !== null && validUntil < today;
      return [{ fileId, name, sizeBytes, on, title, receiptNumber, validUntil, isExpired }];
    });
    if (found.length > 0) offers[field.path] = found.slice(0, mostOffered);
  }
  return offers;
}

type HandedIn = Omit<Found, 'validUntil' | 'isExpired'> & { sha256: string; field: FormField };

/** What the firm handed in with its receipts, newest first, each with its field of then. */
async function listHandedIn(db: Db, draft: OpenDraft): Promise<HandedIn[]> {
  const rows = await db.attachment.findMany({
    where: {
      submission: {
        enterpriseId: draft.enterpriseId,
        receipt: { isNot: null },
        // A correction has the files of its own case already.
        ...(draft.caseId !== null && { caseId: { not: draft.caseId } }),
      },
    },
    orderBy: { submission: { submittedAt: 'desc' } },
    take: mostLookedAt,
    include: {
      submission: {
        select: {
          ...{ submittedAt: true, formVersionId: true },
          receipt: { select: { number: true } },
          formVersion: { select: { title: true } },
        },
      },
    },
  });
  if (rows.length === 0) return [];
  const versions = await db.formVersion.findMany({
    where: { id: { in: [...new Set(rows.map(({ submission }) => submission.formVersionId))] } },
    select: { id: true, definition: true },
  });
  const fields = new Map(
    versions.map(({ id, definition }) => [
      id,
      new Map(
        walkFields((definition as unknown as FormDefinition).components).map((field) => [field.path, field]),
      ),
    ]),
  );
  const clean = await listClean(
    db,
    rows.map(({ fileId }) => fileId),
  );
  return rows.flatMap(({ fileId, path, name, mediaType, sizeBytes, sha256, submission }) => {
    const field = fields.get(submission.formVersionId)?.get(fieldPathOf(path));
    if (!field || !submission.receipt || !clean.has(fileId)) return [];
    const on = cityDate(submission.submittedAt);
    const from = { on, title: submission.formVersion.title, receiptNumber: submission.receipt.number };
    return [{ fileId, name, mediaType, sizeBytes, sha256, field, ...from }];
  });
}

/** Of these files, those that were scanned and found clean, or that no scanner is set up for. */
export async function listClean(
  db: Pick<Db, 'storedFile'>,
  fileIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db.storedFile.findMany({
    where: { id: { in: [...new Set(fileIds)] }, scan: { in: ['none', 'clean'] } },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

function isSameKind(then: FormField, now: FormField): boolean {
  const [a, b] = [then.component.prefill?.certificate, now.component.prefill?.certificate];
  if (a && b) return a === b;
  return plainLabel(then.label) === plainLabel(now.label);
}

/** 营业执照（副本）扫描件 and 营业执照副本扫描件 ask for the same. */
function plainLabel(label: string): string {
  return label.normalize('NFKC').replace(/[\s()（）:：、,，*]/g, '');
}

/**
 * Takes an earlier file into a field of the draft; no bytes are copied. Throws `NotFoundError`, and `ConflictError`
 * when it isn't offered (any more), its certificate has ended, the field is full, or the draft was saved since.
 */
export async function takeEarlierFile(
  deps: Deps,
  reader: Reader,
  wanted: { draftId: string; revision: number; path: string; fileId: string; device?: string },
): Promise<{ revision: number; value: unknown; origin: FieldProvenance }> {
  const draft = await requireDraft(deps, reader, wanted.draftId);
  const { path, fileId, revision, device } = wanted;
  const named = (await readCorrection(deps.db, draft.caseId))?.open ?? [];
  const offered = (await listEarlierFiles(deps, draft, named))[path]?.find((file) => file.fileId === fileId);
  const component = walkFields(draft.definition.components).find((field) => field.path === path)?.component;
  if (!offered || !component || offered.isExpired)
    throw new ConflictError('The file is not offered any more');
  const held = heldFiles(draft.data, path);
  if (component.multiple === true && held.length >= mostFilesOf(component))
    throw new ConflictError('The field takes no more files');
  const value = [...(component.multiple === true ? held : []), await attached(deps.db, draft.id, offered)];
  const origin: FieldProvenance = {
    fact: null,
    period: null,
    source: offered.title,
    sourceKind: 'submission',
    observedAt: offered.on,
    locked: false,
    reference: offered.receiptNumber,
    value,
    taken: true,
    ...(offered.validUntil !== null && { validUntil: offered.validUntil }),
  };
  const data = structuredClone(draft.data);
  setValueAt(data, path, structuredClone(value));
  const written = await writeTaken(deps, reader, draft, {
    ...{ data, provenance: { ...draft.provenance, [path]: origin }, revision, paths: [path] },
    ...(device !== undefined && { device }),
    action: 'draft.file-taken',
  });
  return { ...written, value, origin };
}

function heldFiles(data: Record<string, unknown>, path: string): unknown[] {
  const value = valueAt(data, path);
  return Array.isArray(value) ? (value as unknown[]) : [];
}

async function attached(db: Db, draftId: string, file: EarlierFile): Promise<AttachedFile> {
  const { mediaType } = await db.storedFile.findUniqueOrThrow({
    where: { id: file.fileId },
    select: { mediaType: true },
  });
  return asAttached(draftId, { ...file, mediaType });
}
