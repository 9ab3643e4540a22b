import { createHash } from 'node:crypto';

import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';
import { safeFileName, storeFile } from '~/prisma/files/store-file.server';
import type { Prisma } from '~/prisma/generated/client';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import { joinFields, type KnownFields } from './document-fields';
import type { InputFile, ParsedDocument } from './parsed-document';
import { pageRanges } from './recognition/recognised-page';
import { relationRow } from './relations/relation-row';
import { settleVersions } from './settle-versions.server';
import { writePassages } from './write-passages.server';

export interface SaveDependencies {
  db: Db;
  filesDir: string;
  now: () => Date;
}

/** How a document comes in; what is left out is found in the text. */
export interface IngestOptions {
  reader: Reader;
  /** GB/T 2260 code for a file whose region is known. */
  region?: string;
  issuer?: string;
  /** Not published until someone does so at the desk. */
  draft?: boolean;
  /** Where it begins its life: desk uploads wait `in-review` for the gate. Default: published, or draft where asked. */
  state?: 'draft' | 'in-review' | 'published';
  departmentId?: string | null;
  /** department: only that department's people may read it. */
  audience?: 'public' | 'department';
  /** Further fields that outrank the text, for documents that a library describes. */
  known?: KnownFields;
  sourceUrl?: string | null;
  isSample?: boolean;
}

export interface SavedDocument {
  outcome: 'added' | 'unchanged' | 'new-version';
  documentId: string;
  title: string;
  passages: number;
}

/** The job that gives new passages their vectors; one is open at a time, for all of them. */
export const embedJob = { kind: 'embed-passages', payload: {}, openKey: 'embed-passages' };

/**
 * Writes a parsed document with its passages, keywords, versions and relations in one transaction, with the job for its
 * vectors. The same text under the same title is the same document: its id follows from both, so that a repeated or
 * interrupted ingest neither loses nor doubles anything.
 */
export async function saveDocument(
  deps: SaveDependencies,
  file: InputFile,
  parsed: ParsedDocument,
  options: IngestOptions,
): Promise<SavedDocument> {
  const id = documentId(parsed);
  const same = { titleKey_textHash: { titleKey: parsed.titleKey, textHash: parsed.textHash } };
  const known = await deps.db.document.findUnique({ where: same, select: { id: true, title: true } });
  if (known) return { outcome: 'unchanged', documentId: known.id, title: known.title, passages: 0 };
  const fileId = await keepFile(deps, file, id, parsed.mediaType, options.reader.personId);
  return deps.db.$transaction(
    async (tx) => {
      const raced = await tx.document.findUnique({
        where: same,
        select: { id: true, title: true, fileId: true },
      });
      if (raced) {
        // Somebody else was faster; the bytes on disk are the same, only our row for them is one too many.
        if (raced.fileId !== fileId) await tx.storedFile.deleteMany({ where: { id: fileId } });
        return { outcome: 'unchanged', documentId: raced.id, title: raced.title, passages: 0 };
      }
      const others = await writeDocument(tx, deps.now(), { id, fileId, file, parsed, options });
      return {
        outcome: others > 0 ? 'new-version' : 'added',
        documentId: id,
        title: parsed.title,
        passages: parsed.passages.length,
      };
    },
    { timeout: 120_000, maxWait: 120_000 },
  );
}

/** Writes everything; returns how many other versions there are. */
async function writeDocument(
  tx: Tx,
  now: Date,
  {
    id,
    fileId,
    file,
    parsed,
    options,
  }: { id: string; fileId: string; file: InputFile; parsed: ParsedDocument; options: IngestOptions },
): Promise<number> {
  const { columns, metadata } = joinFields(parsed, {
    ...options.known,
    ...(options.region !== undefined && { region: options.region }),
    ...(options.issuer !== undefined && { issuer: options.issuer }),
  });
  const state = options.state ?? (options.draft ? 'draft' : 'published');
  const family = { titleKey: parsed.titleKey, region: columns.region };
  const others = await tx.document.count({ where: { ...family, state: { not: 'withdrawn' } } });
  await tx.document.create({
    data: {
      id,
      ...columns,
      titleKey: parsed.titleKey,
      title: parsed.title,
      departmentId: options.departmentId ?? null,
      state,
      audience: options.audience ?? 'public',
      metadata: metadata as unknown as Prisma.InputJsonObject,
      textHash: parsed.textHash,
      text: parsed.text,
      textOrigin: parsed.textOrigin,
      ocrPages: parsed.ocrPages.length > 0 ? pageRanges(parsed.ocrPages) : null,
      pageStarts: parsed.pageStarts.length > 0 ? parsed.pageStarts.join(' ') : null,
      format: parsed.format,
      fileName: safeFileName(file.name),
      fileId,
      sourceUrl: options.sourceUrl ?? stringOf(parsed.frontMatter.sourceUrl),
      isSample: options.isSample ?? false,
      createdById: options.reader.personId,
      createdAt: now,
      publishedAt: state === 'published' ? now : null,
    },
    select: { id: true },
  });
  const passages =
    columns.textKind === 'key-points'
      ? parsed.passages.map((passage) => ({ ...passage, kind: 'key-point' as const }))
      : parsed.passages;
  await writePassages(tx, { id, title: parsed.title }, passages);
  if (parsed.metadata.relations.length > 0) {
    await tx.documentRelation.createMany({
      data: parsed.metadata.relations.map((relation) => relationRow(id, relation)),
    });
  }
  if (state === 'published') await settleVersions(tx, { id, ...family });
  await appendAuditEntry(
    tx,
    options.reader,
    {
      action: 'document.ingest',
      subjectKind: 'document',
      subjectId: id,
      detail: { title: parsed.title, state },
    },
    now,
  );
  await enqueueJob(tx, embedJob);
  return others;
}

/** Follows from title and text alone, so that a second run finds what the first one left. */
export function documentId({
  titleKey: key,
  textHash,
}: Pick<ParsedDocument, 'titleKey' | 'textHash'>): string {
  return `d${createHash('sha256').update(`${key}\0${textHash}`).digest('hex').slice(0, 24)}`;
}

async function keepFile(
  { db, filesDir }: SaveDependencies,
  file: InputFile,
  ownerId: string,
  mediaType: string,
  uploadedById: string | null,
): Promise<string> {
  const kept = await db.storedFile.findFirst({
    where: { ownerKind: 'document', ownerId },
    select: { id: true },
  });
  if (kept) return kept.id;
  const stored = await storeFile(
    { db, filesDir },
    { bytes: file.bytes, name: file.name, mediaType, ownerKind: 'document', ownerId, uploadedById },
  );
  return stored.id;
}

function stringOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
