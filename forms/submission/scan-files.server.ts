import { rm } from 'node:fs/promises';

import { tellPerson } from '~/knowledge/policies/push/tell-person.server';
import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import { askClamd, type ScanAnswer } from '~/prisma/files/ask-clamd.server';
import { storedFilePath, streamStoredFile } from '~/prisma/files/store-file.server';
import type { StoredFile } from '~/prisma/generated/client';

/** The job's kind: one run sees to all files that wait. */
export const scanFilesJob = 'scan-files';

interface ScanDeps {
  db: Db;
  now: () => Date;
  filesDir: string;
  clamdAddress: string | undefined;
  log?: { warn: (detail: object, text: string) => void };
}

/**
 * Has the scanner look at every attachment in quarantine. Clean ones are free for all who may see them; an infected
 * one loses its bytes, and who uploaded it is told. While the scanner is down all stay where they are for the next
 * run. Returns how many were seen.
 */
export async function scanFiles(deps: ScanDeps): Promise<number> {
  const { db, clamdAddress } = deps;
  if (clamdAddress === undefined) return 0;
  const waiting = await db.storedFile.findMany({
    where: { scan: 'waiting' },
    orderBy: { createdAt: 'asc' },
    take: 500,
  });
  let seen = 0;
  /** The same bytes come to the same answer, and an infected file's are gone after the first. */
  const known = new Map<string, ScanAnswer>();
  for (const file of waiting) {
    const answer =
      known.get(file.sha256) ?? (await askClamd(clamdAddress, streamStoredFile(deps.filesDir, file.sha256)));
    known.set(file.sha256, answer);
    if (answer.kind === 'down') {
      deps.log?.warn({ reason: answer.reason, fileId: file.id }, 'the virus scanner did not answer');
      // One that it can't take, or whose bytes are gone, must not hold up the others.
      if (/^INSTREAM size limit|^ENOENT.*open/.test(answer.reason)) continue;
      break;
    }
    await settle(deps, file, answer);
    seen += 1;
  }
  return seen;
}

async function settle(
  deps: ScanDeps,
  file: StoredFile,
  answer: Exclude<ScanAnswer, { kind: 'down' }>,
): Promise<void> {
  const at = deps.now();
  const draft = await deps.db.draft.findUnique({
    where: { id: file.ownerId },
    select: { enterpriseId: true, formVersion: { select: { title: true } } },
  });
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.storedFile.updateMany({
      where: { id: file.id, scan: 'waiting' },
      data: { scan: answer.kind, scannedAt: at },
    });
    if (count === 0 || answer.kind === 'clean') return;
    const enterpriseId = draft?.enterpriseId ?? null;
    const subject = { subjectKind: 'file', subjectId: file.id, enterpriseId };
    const detail = { name: file.name, virus: answer.name };
    await appendAuditEntry(tx, systemReader, { action: 'file.infected', ...subject, detail }, at);
    if (file.uploadedById === null) return;
    const told = { personId: file.uploadedById, enterpriseId, kind: 'case.file-infected' };
    const params = { title: draft?.formVersion.title ?? '', name: file.name };
    const link = `/drafts/${file.ownerId}`;
    await tellPerson(
      tx,
      { ...told, params, link, dedupeKey: `infected:${file.id}` },
      { now: at, byMail: true },
    );
  });
  if (answer.kind === 'infected') await rm(storedFilePath(deps.filesDir, file.sha256), { force: true });
}
