import type { Services } from '~/app/services.server';
import type { Locale } from '~/app/words/merge-words';
import { getImport, type ImportFilter } from '~/knowledge/documents/import-runs/get-import.server';
import { listMappings, sampleCells } from '~/knowledge/documents/import-runs/map-table.server';
import { readCheckProgress } from '~/knowledge/evaluation/gate/check-progress.server';
import { refusalSentence } from '~/knowledge/documents/refusal';
import type { Reader } from '~/prisma/access/reader';
import { NotFoundError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

const pageSize = 100;
const shows = ['all', 'open', 'refused', 'done'] as const;

/** The run that the address names, as the upload page shows it; no run when it names none. */
export async function readRun(
  services: Pick<Services, 'db' | 'settings' | 'now'>,
  reader: Reader,
  search: URLSearchParams,
  locale: Locale,
) {
  const id = search.get('run');
  if (id === null) return { run: null, table: null };
  const page = Math.max(1, Math.trunc(Number(search.get('page') ?? 1)) || 1);
  const show: ImportFilter['show'] = shows.find((one) => one === search.get('show')) ?? 'all';
  const { db, settings, now } = services;
  const found = await getImport(db, reader, id, { show, page, pageSize });
  if (!found) throw new NotFoundError('import', id);
  const { mapping, departmentId, createdAt, items, ...rest } = found;
  const check = rest.changeId === null ? undefined : (await readCheckProgress(db)).get(rest.changeId);
  const run = {
    ...rest,
    check: check ?? null,
    on: cityDate(createdAt),
    page,
    pageSize,
    items: items.map(({ refusal, failed, ...item }) => ({
      ...item,
      reason: refusal ? refusalSentence(refusal, locale) : null,
      canRetry: failed || (item.stage === 'cancelled' && (item.sizeBytes > 0 || item.row !== null)),
    })),
  };
  if (found.state !== 'mapping' || !mapping) return { run, table: null };
  const deps = { db, filesDir: settings.filesDir, now };
  const table = {
    columns: mapping.columns,
    rows: mapping.rows,
    guess: mapping.guess,
    samples: await sampleCells(deps, reader, id),
    saved: await listMappings(db, departmentId),
  };
  return { run, table };
}
