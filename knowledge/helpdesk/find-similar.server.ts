import { questionTerms } from '~/knowledge/answers/question-terms';
import type { Reader } from '~/prisma/access/reader';
import { departmentsOf } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** A question that was replied to and asks much the same. */
export interface SimilarQuestion {
  id: string;
  question: string;
  repliedAt: Date;
  rating: string | null;
}

const looked = 300;
const least = 0.35;

/** The reader's department's replied questions nearest in words to this one, the nearest first. */
export async function findSimilar(
  db: Db,
  reader: Reader,
  question: { id: string; question: string },
  most = 3,
): Promise<SimilarQuestion[]> {
  const terms = new Set(questionTerms(question.question));
  if (terms.size === 0) return [];
  const rows = await db.handover.findMany({
    where: {
      ...{ id: { not: question.id }, repliedAt: { not: null }, reply: { not: null } },
      departmentId: { in: departmentsOf(reader, 'helpdesk') },
    },
    orderBy: { repliedAt: 'desc' },
    take: looked,
    select: {
      ...{ id: true, question: true, repliedAt: true },
      replies: { orderBy: { number: 'desc' }, take: 1, select: { rating: true } },
    },
  });
  return rows
    .map((row) => ({ row, overlap: overlapOf(terms, questionTerms(row.question)) }))
    .filter(({ overlap }) => overlap >= least)
    .sort((a, b) => b.overlap - a.overlap)
    .slice(0, most)
    .flatMap(({ row: { id, question: asked, repliedAt, replies } }) =>
      repliedAt === null ? [] : [{ id, question: asked, repliedAt, rating: replies[0]?.rating ?? null }],
    );
}

/** Terms in common over terms in all, from 0 to 1. */
function overlapOf(terms: ReadonlySet<string>, others: readonly string[]): number {
  const common = others.filter((term) => terms.has(term)).length;
  return common / Math.max(1, terms.size + others.length - common);
}
