import { fieldPathOf, labelOf, walkFields } from '~/forms/definition/walk-fields';
import { say, type FormLocale } from '~/forms/words/say';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db, Tx } from '~/prisma/database.server';
import { recordFile, safeFileName, storeBytes } from '~/prisma/files/store-file.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import type { FormComponent } from '~/forms/definition/form-definition';
import { acceptedWords, fileRuleProblem, fileTypes, mostBytesOf, sizeWords } from './file-rules';
import { requireFiller } from '~/forms/handover/is-asked-to-seal.server';
import { requireDraft, type OpenDraft } from './open-draft.server';
import { scanFilesJob } from './scan-files.server';
import { sniffFile } from './sniff-file';

/** `path` is the file field's data path, such as `licence` or `projects[0].report`. */
export interface FileToAttach {
  draftId: string;
  path: string;
  name: string;
  bytes: Uint8Array;
}

/** What form.io keeps in the field's value: an array of these. */
export interface AttachedFile {
  storage: 'url';
  fileId: string;
  name: string;
  originalName: string;
  size: number;
  type: string;
  url: string;
}

/** A stored file as a field of the draft keeps it. */
export function asAttached(
  draftId: string,
  file: { fileId: string; name: string; sizeBytes: number; mediaType: string },
): AttachedFile {
  const { fileId, name, sizeBytes, mediaType } = file;
  const url = `/drafts/${draftId}/files/${fileId}`;
  return { storage: 'url', fileId, name, originalName: name, size: sizeBytes, type: mediaType, url };
}

/** A draft can't be used to fill the disk. */
export const mostFiles = 100;

/**
 * Keeps a file for a field of the draft. Its type is found in its bytes: a program named .pdf is refused. Throws
 * `NotFoundError`, `AccessDeniedError` for whoever was only asked to seal, `ConflictError` once submitted, and
 * `InvalidInputError` (path → sentence: type, size, empty).
 * `settle` belongs to the transaction that attaches: if it throws, nothing is attached.
 */
export async function attachFile(
  deps: {
    db: Db;
    now: () => Date;
    filesDir: string;
    uploadLimitMb: number;
    /** Where the virus scanner listens; without one files are taken unscanned. */
    clamdAddress?: string | undefined;
    locale?: FormLocale;
  },
  reader: Reader,
  file: FileToAttach,
  settle?: (tx: Tx, attached: AttachedFile) => Promise<void>,
): Promise<AttachedFile> {
  const draft = await requireDraft(deps, reader, file.draftId);
  await requireFiller(deps.db, reader, draft.id);
  const sizeBytes = file.bytes.byteLength;
  const component = await requireFileField(deps, draft, { path: file.path, sizeBytes });
  const refuse = (code: string, params: Record<string, string | number>) =>
    refusal(deps.locale, file.path, code, { label: labelOf(component), ...params });
  const mediaType = sniffFile(file.bytes);
  if (mediaType === null) throw refuse('file-type', { types: acceptedWords(component) });
  const problem = fileRuleProblem(component, { mediaType, sizeBytes });
  if (problem) throw refuse(problem.code, problem.params);
  const name = honestName(file.name, mediaType);
  const owner = { ownerKind: 'draft', ownerId: draft.id, uploadedById: reader.personId } as const;
  const scan = deps.clamdAddress ? 'waiting' : 'none';
  const sha256 = await storeBytes(deps.filesDir, file.bytes);
  return deps.db.$transaction(async (tx) => {
    const fileId = await recordFile(tx, { bytes: file.bytes, sha256, name, mediaType, scan, ...owner });
    const attached = asAttached(draft.id, { fileId, name, sizeBytes, mediaType });
    await settle?.(tx, attached);
    if (scan === 'waiting') await enqueueJob(tx, { kind: scanFilesJob, payload: {}, openKey: scanFilesJob });
    return attached;
  });
}

/**
 * The draft's file field that a file of this size may be sent to, before any byte of it is read. Throws
 * `ConflictError` once submitted, `InvalidInputError` (path → sentence).
 */
export async function requireFileField(
  deps: { db: Db | Tx; uploadLimitMb: number; locale?: FormLocale },
  draft: OpenDraft,
  { path, sizeBytes }: { path: string; sizeBytes: number },
): Promise<FormComponent> {
  if (draft.submittedAt)
    throw new ConflictError('The draft was submitted', { receiptNumber: draft.submission?.receipt?.number });
  const field = walkFields(draft.definition.components).find((one) => one.path === fieldPathOf(path));
  if (field?.component.type !== 'file')
    throw refusal(deps.locale, path, 'file-field-unknown', { label: path });
  const { component } = field;
  const label = labelOf(component);
  const most = Math.min(deps.uploadLimitMb * 1024 * 1024, mostBytesOf(component));
  if (sizeBytes > most) throw refusal(deps.locale, path, 'file-too-large', { label, most: sizeWords(most) });
  if ((await countDraftFiles(deps.db, draft.id)) >= mostFiles)
    throw refusal(deps.locale, path, 'too-many-files', { label, most: mostFiles });
  return component;
}

/** How many files a draft holds, those among them that no field names any more. */
export function countDraftFiles(db: Db | Tx, draftId: string): Promise<number> {
  return db.storedFile.count({ where: { ownerKind: 'draft', ownerId: draftId } });
}

function refusal(
  locale: FormLocale | undefined,
  path: string,
  code: string,
  params: Record<string, string | number>,
): InvalidInputError {
  return new InvalidInputError({ [path]: say(locale ?? 'zh-CN', `forms.check.${code}`, params) });
}

/** The name without any path, ending as its type does: 报告.exe with a PDF inside is 报告.exe.pdf. */
function honestName(name: string, mediaType: string): string {
  const clean = safeFileName(name);
  const extensions = fileTypes[mediaType]?.extensions ?? [];
  const ending = clean.split('.').at(-1)?.toLowerCase() ?? '';
  return clean.includes('.') && extensions.includes(ending) ? clean : `${clean}.${extensions[0]}`;
}
