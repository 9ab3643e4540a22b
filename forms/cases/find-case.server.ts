import { noteForeignAccess } from '~/forms/submission/note-foreign-access.server';
import { say, type FormLocale } from '~/forms/words/say';
import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, departmentsOf, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

/** Goes into a case's `where`: the departments in which the reader reviews. */
export function reviewedBy(reader: Reader): { departmentId: { in: string[] } } {
  return { departmentId: { in: departmentsOf(reader, 'reviewer') } };
}

/** Goes into a case's `where`: the enterprises that the reader acts for. */
export function ownedBy(reader: Reader): { enterpriseId: { in: string[] } } {
  return { enterpriseId: { in: [...reader.enterpriseIds] } };
}

/** Makes sure that the case is the reader's business. Throws `NotFoundError` if not, and writes that down. */
export async function requireCase(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  caseId: string,
  right: Prisma.CaseWhereInput,
) {
  const found = await deps.db.case.findFirst({
    where: { id: caseId, AND: [right] },
    include: {
      events: { orderBy: { number: 'asc' } },
      enterprise: { select: { name: true, creditCode: true } },
    },
  });
  if (found) return found;
  const foreign = await deps.db.case.findUnique({ where: { id: caseId }, select: { enterpriseId: true } });
  await noteForeignAccess(deps, reader, { kind: 'case', id: caseId, enterpriseId: foreign?.enterpriseId });
  throw new NotFoundError('case', caseId);
}

/**
 * A case that the reader may work on as a reviewer: of a department of theirs, and of no firm that they act for. Throws
 * `NotFoundError` (another department's), `InvalidInputError` (their own firm's).
 */
export async function requireReviewable(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  caseId: string,
) {
  const found = await requireCase(deps, reader, caseId, reviewedBy(reader));
  if (canActFor(reader, found.enterpriseId))
    throw new InvalidInputError({ reason: say(deps.locale ?? 'zh-CN', 'forms.decide.own-firm') });
  return found;
}
