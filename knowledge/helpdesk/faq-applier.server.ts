import { createHash } from 'node:crypto';

import type { ChangeApplier, ChangeContext } from '~/knowledge/evaluation/gate/change-applier';
import { embedJob } from '~/knowledge/documents/save-document.server';
import { titleKey } from '~/knowledge/documents/title-key';
import type { ExpectedClause } from '~/knowledge/evaluation/questions/evaluation-question';
import { writePassages } from '~/knowledge/documents/write-passages.server';
import { sayKnowledge } from '~/knowledge/words/say';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import type { FaqPayload } from './adopt-faq.server';
import { nameSource, type FaqSource } from './faq-source';
import { findEndedSources, lastDayOf } from './find-ended-sources';

type FaqUndo = {
  faqId: string;
  documentId: string;
  before: { state: string; documentId: string | null; publishedVersionId: string | null; reviewOn: string };
  evaluationQuestionId: string | null;
  /** The cluster that the FAQ resolved, if it was open. */
  clusterId: string | null;
};

const cityRegion = '359900';

/**
 * How the gate publishes an FAQ: its version becomes a Document of kind `faq` with one passage, so that search, citations
 * and status work as for any document; the one before is withdrawn; its question joins the evaluation questions, with the
 * FAQ and its source clauses as the right answers; the cluster that it answers is resolved. Undoing puts all of it back.
 */
export const faqApplier: ChangeApplier<FaqPayload, FaqUndo> = {
  async apply(tx, { faqId, versionId }, context) {
    const faq = await tx.faq.findUnique({ where: { id: faqId } });
    const version = await tx.faqVersion.findFirst({ where: { id: versionId, faqId } });
    if (!faq || !version) throw new InvalidInputError({ faq: '这条常见问答已不存在' });
    if (faq.state === 'retired') throw new ConflictError('The FAQ was retired');
    const sources = version.sources as unknown as FaqSource[];
    const documents = await readSourceDocuments(tx, sources);
    const [ended] = findEndedSources(sources, documents, cityDate(context.now));
    if (ended)
      throw new InvalidInputError({ sources: `依据《${ended.title}》已失效，请换成现行条款后再发布` });
    const documentId = await writeFaqDocument(
      tx,
      faq,
      { ...version, sources },
      lastDayOf(documents),
      context,
    );
    if (faq.documentId !== null && faq.documentId !== documentId)
      await tx.document.update({ where: { id: faq.documentId }, data: { state: 'withdrawn' } });
    await tx.faq.update({
      where: { id: faqId },
      data: {
        ...{ state: 'published', documentId, publishedVersionId: versionId, reviewOn: version.reviewOn },
        ...{ flags: [], flaggedAt: null, updatedAt: context.now },
      },
    });
    const evaluationQuestionId = await addRegressionQuestion(tx, faq, { ...version, sources }, context);
    const undo: FaqUndo = {
      ...{ faqId, documentId, evaluationQuestionId },
      before: {
        state: faq.state === 'checking' ? 'retired' : faq.state,
        ...{ documentId: faq.documentId, publishedVersionId: faq.publishedVersionId, reviewOn: faq.reviewOn },
      },
      clusterId: await resolveCluster(tx, faq.clusterId, context),
    };
    await audit(tx, 'faq.published', faqId, context);
    return undo;
  },

  async revert(tx, undo, context) {
    const { faqId, documentId, before } = undo;
    const faq = await tx.faq.findUniqueOrThrow({ where: { id: faqId } });
    // A newer version stands: this one answers nothing any more.
    if (faq.documentId !== documentId) return;
    await tx.document.update({ where: { id: documentId }, data: { state: 'withdrawn' } });
    if (before.documentId !== null && before.state === 'published')
      await tx.document.update({ where: { id: before.documentId }, data: { state: 'published' } });
    await tx.faq.update({ where: { id: faqId }, data: { ...before, updatedAt: context.now } });
    if (undo.evaluationQuestionId !== null)
      await tx.evaluationQuestion.update({
        where: { id: undo.evaluationQuestionId },
        data: { removedAt: context.now },
      });
    if (undo.clusterId !== null)
      await tx.questionCluster.update({
        where: { id: undo.clusterId },
        data: { state: 'open', resolution: null, resolvedAt: null, resolvedById: null },
      });
    await audit(tx, 'faq.taken-back', faqId, context);
  },
};

/** The documents that sources name, with the dates that decide whether they count. */
export async function readSourceDocuments(tx: Tx, sources: readonly { documentId: string }[]) {
  return tx.document.findMany({
    where: { id: { in: [...new Set(sources.map(({ documentId }) => documentId))] } },
    select: { id: true, title: true, state: true, expiresOn: true, repealedOn: true, supersededOn: true },
  });
}

async function writeFaqDocument(
  tx: Tx,
  faq: { id: string; departmentId: string; createdById: string | null },
  version: { id: string; question: string; answer: string; sources: FaqSource[] },
  lastDay: string | null,
  { now }: ChangeContext,
): Promise<string> {
  const department = await tx.department.findUniqueOrThrow({ where: { id: faq.departmentId } });
  const today = cityDate(now);
  const text = faqText(version);
  const id = `f${createHash('sha256').update(`${faq.id}\0${version.id}`).digest('hex').slice(0, 24)}`;
  const known = await tx.document.findUnique({ where: { id }, select: { id: true } });
  const dates = { expiresOn: lastDay, repealedOn: null, supersededOn: null, supersededById: null };
  if (known) {
    await tx.document.update({ where: { id }, data: { state: 'published', publishedAt: now, ...dates } });
    return id;
  }
  const path = sayKnowledge('zh-CN', 'helpdesk.faq.path', { department: department.name, date: today });
  await tx.document.create({
    data: {
      ...{
        id,
        title: version.question,
        kind: 'faq',
        textKind: 'original',
        state: 'published',
        audience: 'public',
      },
      // An FAQ's versions are linked by the Faq, not by the title: two departments may answer the same words.
      titleKey: `faq:${faq.id}:${titleKey(version.question)}`,
      ...{ issuer: department.name, departmentId: faq.departmentId, region: cityRegion },
      ...{ issuedOn: today, effectiveFrom: today, expiresOn: lastDay },
      ...{ text, textHash: createHash('sha256').update(`${version.id}\0${text}`).digest('hex') },
      ...{ format: 'faq', metadata: { fields: {}, repeals: [], history: [] } },
      ...{ createdById: faq.createdById, createdAt: now, publishedAt: now },
    },
  });
  const passage = { path, heading: '', text, start: 0, end: text.length, kind: 'question' as const };
  await writePassages(tx, { id, title: version.question }, [passage]);
  // In the shadow the replay reads keywords at once and gives vectors itself; live, the queue does.
  await enqueueJob(tx, embedJob);
  return id;
}

/** The answer without its marks, and by name what it rests on. */
export function faqText({ answer, sources }: { answer: string; sources: readonly FaqSource[] }): string {
  const words = answer.replace(/ ?\[\d{1,2}\]/g, '').trim();
  if (sources.length === 0) return words;
  const names = [...new Set(sources.map(nameSource))].join('；');
  return `${words}\n${sayKnowledge('zh-CN', 'helpdesk.faq.sources', { sources: names })}`;
}

async function addRegressionQuestion(
  tx: Tx,
  faq: { id: string; departmentId: string },
  version: { question: string; sources: FaqSource[] },
  { now, proposedById }: ChangeContext,
): Promise<string> {
  const name = sayKnowledge('zh-CN', 'helpdesk.faq.set');
  const { departmentId } = faq;
  const set =
    (await tx.evaluationSet.findFirst({ where: { name, departmentId, removedAt: null } })) ??
    (await tx.evaluationSet.create({
      data: { name, departmentId, createdById: proposedById, createdAt: now },
    }));
  const own = await tx.document.findFirstOrThrow({
    where: { kind: 'faq', state: 'published', titleKey: `faq:${faq.id}:${titleKey(version.question)}` },
    orderBy: { createdAt: 'desc' },
    select: { title: true, passages: { select: { path: true } } },
  });
  const clauseOf = (title: string, documentNumber: string | null, path: string): ExpectedClause => {
    return { documentTitle: title, titleKey: titleKey(title), documentNumber, path };
  };
  const clauses = [
    clauseOf(own.title, null, own.passages[0]?.path ?? ''),
    ...version.sources.map(({ title, documentNumber, path }) => clauseOf(title, documentNumber, path)),
  ];
  const known = await tx.evaluationQuestion.findFirst({
    where: { originId: faq.id, origin: 'adopted-reply' },
  });
  const data = { question: version.question, kind: 'answerable', clauses, mustHold: [], removedAt: null };
  if (known) {
    await tx.evaluationQuestion.update({ where: { id: known.id }, data });
    return known.id;
  }
  const created = await tx.evaluationQuestion.create({
    data: {
      ...{ ...data, setId: set.id, origin: 'adopted-reply', originId: faq.id },
      ...{ createdById: proposedById, createdAt: now },
    },
  });
  return created.id;
}

async function resolveCluster(
  tx: Tx,
  clusterId: string | null,
  { now, reader }: ChangeContext,
): Promise<string | null> {
  if (clusterId === null) return null;
  const { count } = await tx.questionCluster.updateMany({
    where: { id: clusterId, state: 'open' },
    data: { state: 'resolved', resolution: 'faq', resolvedAt: now, resolvedById: reader.personId },
  });
  return count > 0 ? clusterId : null;
}

function audit(tx: Tx, action: string, faqId: string, { reader, now }: ChangeContext): Promise<void> {
  return appendAuditEntry(tx, reader, { action, subjectKind: 'faq', subjectId: faqId }, now);
}
