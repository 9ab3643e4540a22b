import type { Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { DocumentMetadata } from '../metadata';

import { endedColumns, readEndings } from './endings.server';

/** Works out anew when the published documents were repealed, and by which; a person's correction outranks. */
export async function applyRepeals(tx: Tx, where: Prisma.DocumentWhereInput): Promise<void> {
  const targets = await tx.document.findMany({
    where: { AND: [where, { state: 'published' }] },
    select: { ...endedColumns, repealedOn: true, repealedBy: true, metadata: true },
  });
  if (targets.length === 0) return;
  const endingOf = await readEndings(tx, 'repeals', targets);
  for (const target of targets) {
    const corrected = (target.metadata as unknown as DocumentMetadata).fields.repealedOn;
    const ending = corrected?.from === 'correction' ? null : endingOf(target);
    const repealedOn = corrected?.from === 'correction' ? corrected.value || null : (ending?.on ?? null);
    const repealedBy = ending?.id ?? null;
    if (target.repealedOn === repealedOn && target.repealedBy === repealedBy) continue;
    await tx.document.update({ where: { id: target.id }, data: { repealedOn, repealedBy } });
  }
}
