import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { managedFaqs } from './adopt-faq.server';
import { readCitablePassages } from './citable-passages.server';
import type { CitablePassage } from './check-reply';
import type { FaqFlag, FaqSource } from './faq-source';
import { readPeople } from './list-questions.server';

export const faqTabs = ['due', 'published', 'checking', 'retired'] as const;
export type FaqTab = (typeof faqTabs)[number];

/** An FAQ in the list. */
export interface FaqItem {
  id: string;
  question: string;
  state: string;
  department: string;
  owner: string | null;
  reviewOn: string;
  isDue: boolean;
  flags: FaqFlag[];
  updatedAt: Date;
  /** How often it was cited by an answer. */
  cited: number;
  /** Where its newest version stands at the gate. */
  change: { id: string; state: string } | null;
}

/** The FAQs of a tab that the reader looks after; `due`: flagged, or its review day has come. */
export async function listFaqs(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  tab: FaqTab,
): Promise<{ items: FaqItem[]; counts: Record<FaqTab, number> }> {
  const { db } = deps;
  const today = cityDate(deps.now());
  const whereOf = {
    due: { OR: [{ state: 'needs-review' }, { state: 'published', reviewOn: { lte: today } }] },
    published: { state: 'published' },
    checking: { state: 'checking' },
    retired: { state: 'retired' },
  };
  const own = managedFaqs(reader);
  const [rows, ...counts] = await Promise.all([
    db.faq.findMany({
      where: { AND: [own, whereOf[tab]] },
      orderBy: tab === 'due' || tab === 'published' ? { reviewOn: 'asc' } : { updatedAt: 'desc' },
      take: 200,
      include: { versions: { orderBy: { number: 'desc' }, take: 1 } },
    }),
    ...faqTabs.map((name) => db.faq.count({ where: { AND: [own, whereOf[name]] } })),
  ]);
  const items = await Promise.all(rows.map((row) => itemOf(db, row, today)));
  return {
    items,
    counts: Object.fromEntries(faqTabs.map((name, at) => [name, counts[at] ?? 0])) as Record<FaqTab, number>,
  };
}

type Row = {
  id: string;
  departmentId: string;
  ownerId: string | null;
  state: string;
  reviewOn: string;
  documentId: string | null;
  flags: unknown;
  updatedAt: Date;
  versions: { question: string; changeId: string | null }[];
};

async function itemOf(db: Db, row: Row, today: string): Promise<FaqItem> {
  const { id, state, reviewOn, updatedAt, documentId, ownerId, departmentId } = row;
  const [people, department, change] = await Promise.all([
    readPeople(db, [ownerId]),
    db.department.findUnique({ where: { id: departmentId }, select: { name: true } }),
    row.versions[0]?.changeId
      ? db.knowledgeChange.findUnique({
          where: { id: row.versions[0].changeId },
          select: { id: true, state: true },
        })
      : null,
  ]);
  return {
    ...{ id, state, reviewOn, updatedAt, change },
    question: row.versions[0]?.question ?? '',
    department: department?.name ?? departmentId,
    owner: people.get(ownerId ?? '') ?? null,
    isDue: state === 'published' && reviewOn <= today,
    flags: row.flags as FaqFlag[],
    cited: documentId === null ? 0 : await db.citation.count({ where: { documentId } }),
  };
}

/** An FAQ with its versions, for its page. */
export interface FaqView extends FaqItem {
  handoverId: string | null;
  documentId: string | null;
  publishedVersionId: string | null;
  versions: {
    id: string;
    number: number;
    question: string;
    answer: string;
    sources: FaqSource[];
    by: string | null;
    at: Date;
    change: { id: string; state: string } | null;
  }[];
  /** The newest version's clauses as they stand now. */
  citable: CitablePassage[];
}

/** An FAQ with all its versions, the newest first; null when it is none that the reader looks after. */
export async function getFaq(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  id: string,
): Promise<FaqView | null> {
  const { db } = deps;
  const row = await db.faq.findFirst({
    where: { AND: [{ id }, managedFaqs(reader)] },
    include: { versions: { orderBy: { number: 'desc' } } },
  });
  if (!row) return null;
  const people = await readPeople(
    db,
    row.versions.map(({ createdById }) => createdById),
  );
  const changes = await db.knowledgeChange.findMany({
    where: { id: { in: row.versions.flatMap(({ changeId }) => changeId ?? []) } },
    select: { id: true, state: true },
  });
  const versions = row.versions.map(({ id: versionId, number, question, answer, sources, ...version }) => ({
    ...{ id: versionId, number, question, answer },
    sources: sources as unknown as FaqSource[],
    by: people.get(version.createdById ?? '') ?? null,
    at: version.createdAt,
    change: changes.find((change) => change.id === version.changeId) ?? null,
  }));
  const ids = versions[0]?.sources.map(({ passageId }) => passageId) ?? [];
  return {
    ...(await itemOf(db, row, cityDate(deps.now()))),
    ...{ handoverId: row.handoverId, documentId: row.documentId, publishedVersionId: row.publishedVersionId },
    versions,
    citable: await readCitablePassages(db, ids, deps.now()),
  };
}

/** What a new FAQ begins with: a reply that is adopted, a cluster's question, or nothing. */
export interface FaqStart {
  question: string;
  answer: string;
  cited: CitablePassage[];
  handoverId: string | null;
  clusterId: string | null;
  departments: { id: string; name: string }[];
}

/** Begins an FAQ from a reply or a cluster; the names in it are for the person to take out. */
export async function startFaq(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  from: { handoverId: string | null; clusterId: string | null },
): Promise<FaqStart> {
  const { db } = deps;
  const own = departmentsOf(reader, 'helpdesk');
  const departments = await db.department.findMany({
    where: { id: { in: own } },
    select: { id: true, name: true },
  });
  const start: FaqStart = { ...from, question: '', answer: '', cited: [], departments };
  if (from.handoverId !== null) {
    const question = await db.handover.findFirst({
      where: { id: from.handoverId, OR: [{ departmentId: null }, { departmentId: { in: own } }] },
      include: {
        replies: { orderBy: { number: 'desc' }, take: 1, include: { citations: { orderBy: { n: 'asc' } } } },
      },
    });
    const reply = question?.replies[0];
    if (!question || !reply) return { ...start, handoverId: null };
    const ids = reply.citations.map(({ passageId }) => passageId);
    const cited = await readCitablePassages(db, ids, deps.now());
    // The reply's marks may skip numbers: they are counted anew in the order of its clauses.
    const places = new Map(
      reply.citations.map(({ n, passageId }) => [
        n,
        cited.findIndex((one) => one.passageId === passageId) + 1,
      ]),
    );
    const answer = reply.text.replace(/\[(\d{1,2})\]/g, (mark, digits: string) => {
      const place = places.get(Number(digits));
      return place === undefined ? mark : place === 0 ? '' : `[${place}]`;
    });
    return { ...start, question: question.question.slice(0, 120), answer, cited };
  }
  if (from.clusterId === null) return start;
  const cluster = await db.questionCluster.findUnique({
    where: { id: from.clusterId },
    select: { label: true },
  });
  return cluster ? { ...start, question: cluster.label.slice(0, 120) } : { ...start, clusterId: null };
}
