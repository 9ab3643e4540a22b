import { RefusedFile } from '~/knowledge/documents/refusal';
import { openReader, openWriter } from '~/prisma/database.server';

import type { FactImportAnswer, FactImportTask } from './fact-import-task';
import { spoolPath } from './row-spool.server';
import { spoolTable } from './spool-table.server';
import { takeRows } from './take-rows.server';

/** The thread's entry: one stage of one import, with a connection of its own. */
export default async function work(task: FactImportTask): Promise<FactImportAnswer> {
  let told = 0;
  const progress = (done: number) => {
    if (Date.now() - told < 250) return;
    told = Date.now();
    task.port.postMessage({ done });
  };
  try {
    if (task.task === 'read') {
      const spool = spoolPath(task.dataDir, task.importId);
      const table = await spoolTable(task.file!, spool, task.limits, progress);
      return { ok: true, task: 'read', ...table };
    }
    const sql = openReader(task.databaseFile);
    const writer = openWriter(task.databaseFile);
    try {
      const { columns = [], mapping } = task;
      const tally = await takeRows(sql, writer, { ...task, columns, mapping: mapping! }, progress);
      return tally ? { ok: true, task: task.task, tally } : { ok: 'stopped' };
    } finally {
      writer.close();
      sql.close();
    }
  } catch (error) {
    if (error instanceof RefusedFile) return { ok: false, refusal: error.refusal };
    throw error;
  } finally {
    task.port.close();
  }
}
