import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

import type { Db } from '~/prisma/database.server';

/** An upload that nobody went on with is given up after so many milliseconds. */
export const forgetUploadsAfterMs = 3 * 24 * 60 * 60_000;

/** Gives up uploads that stood still for three days, and deletes pieces that no row names. Returns how many files went. */
export async function sweepUploads(deps: { db: Db; filesDir: string; now: () => Date }): Promise<number> {
  const before = new Date(deps.now().valueOf() - forgetUploadsAfterMs);
  await deps.db.draftUpload.deleteMany({ where: { updatedAt: { lt: before } } });
  const folder = path.join(deps.filesDir, 'uploads');
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    // Nothing was ever uploaded.
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const kept = await deps.db.draftUpload.findMany({ where: { id: { in: names } }, select: { id: true } });
  const known = new Set(kept.map(({ id }) => id));
  const gone = names.filter((name) => !known.has(name));
  for (const name of gone) await rm(path.join(folder, name), { force: true });
  return gone.length;
}
