import { proposeChange } from '~/knowledge/evaluation/gate/propose-change.server';
import { sayKnowledge } from '~/knowledge/words/say';
import {
  AccessDeniedError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
} from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate, isIsoDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { appendEvent } from './append-event.server';
import { readCitablePassages } from './citable-passages.server';
import { quoteFor, type CitablePassage } from './check-reply';
import type { FaqSource } from './faq-source';
import { maskPrivate } from './mask-private';
import { auditQuestion, requireQuestion, type HelpdeskDeps } from './require-question.server';

/** What an FAQ is written from. */
export interface FaqInput {
  question: string;
  answer: string;
  /** Passages by number: `[1]` in the answer is the first. */
  cited: readonly number[];
  reviewOn: string;
  departmentId: string;
  /** The question handed over whose reply it adopts, or the cluster that it answers. */
  handoverId?: string | null;
  clusterId?: string | null;
}

/** What the gate carries out for a change of kind `faq`. */
export type FaqPayload = { faqId: string; versionId: string };

/**
 * Adopts a reply 采纳为常见问答, or takes a new FAQ in: it is owned by the reader and the department, and goes through the
 * gate, which publishes it within seconds when nothing gets worse. Throws `InvalidInputError` by field (no source, a firm's
 * data in it, a review date that is past), `ConflictError` when the reply was adopted already.
 */
export async function adoptFaq(
  deps: HelpdeskDeps,
  reader: Reader,
  input: FaqInput,
): Promise<{ faqId: string }> {
  const at = deps.now();
  return deps.db.$transaction(async (tx) => {
    requireDepartment(reader, input.departmentId);
    const checked = await checkFaq(tx, input, at);
    const { handoverId = null, clusterId = null, departmentId } = input;
    if (handoverId !== null) {
      await requireQuestion(tx, reader, handoverId);
      const known = await tx.faq.findFirst({ where: { handoverId, state: { not: 'retired' } } });
      if (known) throw new ConflictError('The reply is an FAQ already', known.id);
    }
    const faq = await tx.faq.create({
      data: {
        ...{ departmentId, handoverId, clusterId, reviewOn: input.reviewOn, flags: [] },
        ...{ ownerId: reader.personId, createdById: reader.personId, createdAt: at, updatedAt: at },
      },
    });
    await addVersion(tx, reader, faq, checked, at);
    if (handoverId !== null) {
      const detail = { faqId: faq.id };
      await appendEvent(tx, { handoverId, kind: 'adopted', by: 'staff', reader, at, detail });
      await auditQuestion(tx, reader, 'question.adopted', { id: handoverId, enterpriseId: null }, at);
    }
    return { faqId: faq.id };
  });
}

/** Writes a new version, which the gate puts in the place of the one that answers now. Throws like `adoptFaq`. */
export async function editFaq(
  deps: HelpdeskDeps,
  reader: Reader,
  faqId: string,
  input: Pick<FaqInput, 'question' | 'answer' | 'cited' | 'reviewOn'>,
): Promise<void> {
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const faq = await requireFaq(tx, reader, faqId);
    const checked = await checkFaq(tx, input, at);
    await addVersion(tx, reader, faq, checked, at);
  });
}

/** The FAQ, if it is of a department whose help desk the reader works at. Throws `NotFoundError`. */
export async function requireFaq(tx: Tx, reader: Reader, id: string) {
  const faq = await tx.faq.findFirst({ where: { AND: [{ id }, managedFaqs(reader)] } });
  if (!faq) throw new NotFoundError('faq', id);
  return faq;
}

/** The FAQs that a reader looks after: those of the departments at whose help desk the reader works. */
export function managedFaqs(reader: Reader): Prisma.FaqWhereInput {
  return { departmentId: { in: departmentsOf(reader, 'helpdesk') } };
}

function requireDepartment(reader: Reader, departmentId: string): void {
  if (!departmentsOf(reader, 'helpdesk').includes(departmentId)) throw new AccessDeniedError('adopt-faq');
}

type CheckedFaq = { question: string; answer: string; reviewOn: string; sources: FaqSource[] };

async function checkFaq(
  tx: Tx,
  input: Pick<FaqInput, 'question' | 'answer' | 'cited' | 'reviewOn'>,
  at: Date,
): Promise<CheckedFaq> {
  const [question, answer] = [input.question.trim(), input.answer.trim()];
  const fields: Record<string, string> = {};
  if (question.length < 4 || question.length > 120) fields.question = '问题应为 4 至 120 个字';
  if (answer === '' || answer.length > 4_000) fields.answer = '答复应为 1 至 4000 个字';
  if (maskPrivate(question).isMasked)
    fields.question = '问题里有企业名称、电话或证件号，请改成不涉及具体企业的说法';
  if (maskPrivate(answer, [], { phones: false }).isMasked)
    fields.answer = '答复里有企业名称或证件号，请改成不涉及具体企业的说法';
  if (!isIsoDate(input.reviewOn) || input.reviewOn <= cityDate(at))
    fields.reviewOn = '复查日期应在今天之后，写作 2027-05-31';
  const passages = await readCitablePassages(tx, input.cited, at);
  const ended = passages.filter(({ status }) => status !== 'in-force');
  if (passages.length === 0) fields.sources = '请至少引用一条现行有效的条款，常见问答随依据到期';
  else if (ended.length > 0)
    fields.sources = `引用的${ended.map(({ documentNumber, title }) => documentNumber ?? `《${title}》`).join('、')}不是现行有效，请换成现行条款`;
  if (Object.keys(fields).length > 0) throw new InvalidInputError(fields);
  const sources = passages.map((passage, index) => sourceOf(passage, quoteFor(answer, index + 1, passages)));
  return { question, answer, reviewOn: input.reviewOn, sources };
}

function sourceOf(passage: CitablePassage, quote: string): FaqSource {
  const { text: _text, status: _status, ...face } = passage;
  return { ...face, quote };
}

async function addVersion(
  tx: Tx,
  reader: Reader,
  faq: { id: string; departmentId: string },
  checked: CheckedFaq,
  at: Date,
): Promise<void> {
  const number = (await tx.faqVersion.count({ where: { faqId: faq.id } })) + 1;
  const { question, answer, reviewOn, sources } = checked;
  const version = await tx.faqVersion.create({
    data: {
      ...{ faqId: faq.id, number, question, answer, reviewOn, createdById: reader.personId, createdAt: at },
      sources: sources.map((source) => ({ ...source })),
    },
  });
  await proposeVersion(tx, reader, faq, version, at);
}

/** Hands a version to the gate. */
export async function proposeVersion(
  tx: Tx,
  reader: Reader,
  faq: { id: string; departmentId: string },
  version: { id: string; question: string; number: number },
  at: Date,
): Promise<void> {
  const payload: FaqPayload = { faqId: faq.id, versionId: version.id };
  const { changeId } = await proposeChange(tx, {
    ...{ kind: 'faq' as const, payload, departmentId: faq.departmentId, reader, now: at },
    title: sayKnowledge('zh-CN', 'helpdesk.faq.change', { question: version.question }),
  });
  await tx.faqVersion.update({ where: { id: version.id }, data: { changeId } });
  await tx.faq.update({ where: { id: faq.id }, data: { updatedAt: at } });
  await appendAuditEntry(
    tx,
    reader,
    {
      ...{ action: 'faq.proposed', subjectKind: 'faq', subjectId: faq.id },
      detail: { question: version.question, version: version.number },
    },
    at,
  );
}
