import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { loadCatalogue } from '../../enterprises/load-catalogue.server';
import { createPolicy } from '../design/create-policy.server';
import { applyReading } from './apply-reading';
import { draftFromNotice, type KeptFindings } from './draft-from-notice';
import { draftTests } from './draft-tests';
import type { ModelReading } from './model-reading';
import { readDocumentNotice, type DocumentNotice } from './read-document-notice.server';
import { readPastedNotice } from './read-pasted-notice.server';

/** The notice: a document of the desk, or a text that was pasted. */
export type NoticeOrigin = { documentId: string } | { text: string; region: string };

/** What a person decided on the page. */
export interface PolicyFromNotice extends KeptFindings {
  origin: NoticeOrigin;
  id: string;
  title: string;
  departmentId: string;
  /** What a chat model read of it, where one was asked. */
  reading?: ModelReading | undefined;
}

/** Reads the notice again, from where it lies. Throws NotFoundError for a document that the reader doesn't see. */
export function readOrigin(deps: { db: Db }, reader: Reader, origin: NoticeOrigin): Promise<DocumentNotice> {
  return 'documentId' in origin
    ? readDocumentNotice(deps, reader, origin.documentId)
    : readPastedNotice(deps, origin.text, origin);
}

/**
 * Opens a policy whose draft holds what a person kept of a notice, with test cases at its thresholds. It is read again
 * here: what a client sends are places in it, and a model's claims, which are held against the notice again. Throws as `createPolicy`, NotFoundError, InvalidInputError.
 */
export async function openPolicyFromNotice(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  wanted: PolicyFromNotice,
): Promise<{ policyId: string }> {
  const { document, passages, ...read } = await readOrigin(deps, reader, wanted.origin);
  const catalogue = await loadCatalogue(deps.db);
  const at = cityDate(deps.now());
  const { notice } = wanted.reading
    ? applyReading(read.notice, passages, wanted.reading, { catalogue, at })
    : read;
  const conditions = wanted.conditions.filter((at) => notice.conditions[at] !== undefined);
  if (conditions.length === 0)
    throw new InvalidInputError({ keep: '请至少保留一项条件，其余可在编辑时补充' });
  const content = draftFromNotice(notice, { ...wanted, conditions }, document);
  const tests = draftTests(content, at, catalogue);
  const { id, title, departmentId } = wanted;
  const { region, expiresOn } = document;
  const effectiveFrom = document.effectiveFrom ?? at;
  const draft = { content, tests, effectiveFrom, expiresOn };
  return createPolicy(deps, reader, { id, title, departmentId, region, draft });
}
