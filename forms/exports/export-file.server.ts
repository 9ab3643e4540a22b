import { rm } from 'node:fs/promises';
import path from 'node:path';

import type { Settings } from '~/prisma/settings.server';

/** Where exports lie: beside the database, and in no backup, since they can be made again. */
export function exportsDir({ dataDir }: Pick<Settings, 'dataDir'>): string {
  return path.join(dataDir, 'exports');
}

/** An export's file; while it is written it has another name. */
export function exportFile(dir: string, id: string): { whole: string; part: string } {
  if (!/^\w{8,64}$/.test(id)) throw new Error('not an id of an export');
  const whole = path.join(dir, id);
  return { whole, part: `${whole}.part` };
}

/** Deletes what there is of an export's bytes. */
export async function deleteExportFile(dir: string, id: string): Promise<void> {
  const { whole, part } = exportFile(dir, id);
  await rm(whole, { force: true });
  await rm(part, { force: true });
}
