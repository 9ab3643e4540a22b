import { changeAppliers } from '~/knowledge/evaluation/gate/change-appliers.server';
import { refusalOf } from '~/knowledge/evaluation/gate/refusal-of';
import type { ChangeToTry } from '~/knowledge/evaluation/runs/replayer';
import { systemReader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** Carries the change out on the copy; returns why it can't be, or null when it could. */
export async function applyOnCopy(db: Db, change: ChangeToTry): Promise<string | null> {
  const applier = changeAppliers[change.kind];
  if (!applier) throw new Error(`no applier for ${change.kind}`);
  const { id, departmentId, proposedById, payload } = change;
  try {
    await db.$transaction(
      (tx) =>
        applier.apply(tx, payload as never, {
          ...{ where: 'shadow', changeId: id, departmentId, proposedById },
          reader: systemReader,
          now: new Date(),
        }),
      { timeout: 600_000 },
    );
    return null;
  } catch (error) {
    return refusalOf(error);
  }
}
