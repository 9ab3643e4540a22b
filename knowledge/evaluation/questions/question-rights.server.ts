import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

/** The sets that a reader sees and edits: the shared ones and those of the reader's departments; administrators all. */
export function managedSets(reader: Reader): Prisma.EvaluationSetWhereInput {
  if (reader.kind === 'system' || hasRole(reader, 'administrator')) return { removedAt: null };
  return {
    removedAt: null,
    OR: [{ departmentId: { in: departmentsOf(reader, 'designer', 'helpdesk') } }, { departmentId: null }],
  };
}

/** Whether the reader sees a question, by its id: another department's own ones stay its own. */
export async function visibleQuestions(db: Db, reader: Reader): Promise<(questionId: string) => boolean> {
  const foreign = await db.evaluationQuestion.findMany({
    where: { set: { NOT: managedSets(reader) } },
    select: { id: true },
  });
  const ids = new Set(foreign.map(({ id }) => id));
  return (questionId) => !ids.has(questionId);
}
