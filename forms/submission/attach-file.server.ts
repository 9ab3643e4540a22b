import { fieldPathOf, labelOf, walkFields } from '~/forms/definition/walk-fields';
import { say, type FormLocale } from '~/forms/words/say';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import { safeFileName, storeFile } from '~/prisma/files/store-file.server';

import type { FormComponent } from '~/forms/definition/form-definition';
import { acceptedWords, fileRuleProblem, fileTypes } from './file-rules';
import { requireDraft } from './open-draft.server';
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

/** A draft can't be used to fill the disk. */
const mostFiles = 100;

/**
 * Keeps a file for a field of the draft. Its type is found in its bytes: a program named .pdf is refused. Throws
 * `NotFoundError`, `ConflictError` once submitted, and `InvalidInputError` (path → sentence: type, size, empty).
 */
export async function attachFile(
  deps: { db: Db; now: () => Date; filesDir: string; uploadLimitMb: number; locale?: FormLocale },
  reader: Reader,
  file: FileToAttach,
): Promise<AttachedFile> {
  const draft = await requireDraft(deps, reader, file.draftId);
  if (draft.submittedAt)
    throw new ConflictError('The draft was submitted', { receiptNumber: draft.submission?.receipt?.number });
  const refuse = (code: string, component?: FormComponent, params: Record<string, string | number> = {}) => {
    const label = component ? labelOf(component) : file.path;
    return new InvalidInputError({
      [file.path]: say(deps.locale ?? 'zh-CN', `forms.check.${code}`, { label, ...params }),
    });
  };
  const field = walkFields(draft.definition.components).find(({ path }) => path === fieldPathOf(file.path));
  if (field?.component.type !== 'file') throw refuse('file-field-unknown');
  const { component } = field;
  const sizeBytes = file.bytes.byteLength;
  const mostBytes = deps.uploadLimitMb * 1024 * 1024;
  if (sizeBytes > mostBytes) throw refuse('file-too-large', component, { most: `${deps.uploadLimitMb} MB` });
  const mediaType = sniffFile(file.bytes);
  if (mediaType === null) throw refuse('file-type', component, { types: acceptedWords(component) });
  const problem = fileRuleProblem(component, { mediaType, sizeBytes });
  if (problem) throw refuse(problem.code, component, problem.params);
  if ((await deps.db.storedFile.count({ where: { ownerKind: 'draft', ownerId: draft.id } })) >= mostFiles) {
    throw refuse('too-many-files', component, { most: mostFiles });
  }
  const name = honestName(file.name, mediaType);
  const owner = { ownerKind: 'draft', ownerId: draft.id, uploadedById: reader.personId } as const;
  const { id } = await storeFile(deps, { bytes: file.bytes, name, mediaType, ...owner });
  return {
    storage: 'url',
    fileId: id,
    name,
    originalName: name,
    size: sizeBytes,
    type: mediaType,
    url: `/drafts/${draft.id}/files/${id}`,
  };
}

/** The name without any path, ending as its type does: 报告.exe with a PDF inside is 报告.exe.pdf. */
function honestName(name: string, mediaType: string): string {
  const clean = safeFileName(name);
  const extensions = fileTypes[mediaType]?.extensions ?? [];
  const ending = clean.split('.').at(-1)?.toLowerCase() ?? '';
  return clean.includes('.') && extensions.includes(ending) ? clean : `${clean}.${extensions[0]}`;
}
