import { setTimeout as wait } from 'node:timers/promises';

import { cityDate } from '~/prisma/calendar/city-date';
import type { SqlReader, SqlWriter } from '~/prisma/database.server';

import { makeCatalogue } from '../fact-catalogue';
import { compareFact, type KnownRow } from './compare-fact';
import type { FactImportTask } from './fact-import-task';
import { countChange, emptyTally, keepSample, wantsSample, type ImportTally } from './import-tally';
import { openRowReader, type FactRowReading } from './read-fact-row';
import { readSpool, spoolPath, type SpooledRow } from './row-spool.server';
import {
  writeBatch,
  writeTroubles,
  type FactToWrite,
  type FirmToAdd,
  type RowTrouble,
} from './write-batch.server';

/** Facts that one transaction writes: short enough that nobody waits for it. */
const factsAtOnce = 4000;
const troublesKept = 5000;

interface Firm {
  id: string;
  code: string;
  name: string;
}

/** What a batch comes to. */
interface Batch {
  facts: FactToWrite[];
  firms: FirmToAdd[];
  troubles: RowTrouble[];
  conflicts: { enterpriseId: string; key: string; period: string }[];
}

/**
 * Goes through an import's rows: compares each fact with what is known and, to apply, writes it to the history. Each
 * such batch is one transaction with the place that it reached, so that a killed process goes on where it stood. Returns the
 * tally, or null when it was told to stop.
 */
export async function takeRows(
  sql: SqlReader,
  writer: SqlWriter,
  task: FactImportTask & Required<Pick<FactImportTask, 'columns' | 'mapping'>>,
  onProgress: (done: number) => void,
): Promise<ImportTally | null> {
  const stood = sql.get<{ position: number; result: string | null; troubles: number }>(
    `SELECT position, result, (SELECT count(*) FROM FactImportProblem WHERE importId = ?) AS troubles
       FROM FactImport WHERE id = ?`,
    [task.importId, task.importId],
  );
  const applies = task.task === 'apply';
  const skip = applies ? (stood?.position ?? 0) : 0;
  const tally = skip > 0 && stood?.result ? (JSON.parse(stood.result) as ImportTally) : emptyTally();
  const go = {
    sql,
    task,
    tally,
    readRow: openRowReader(task.columns, task.mapping, makeCatalogue(task.definitions), task.today),
    keys: JSON.stringify([...new Set(factKeys(task))]),
    seen: new Set<string>(),
    days: new Map<string, string>(),
    troublesLeft: troublesKept - (stood?.troubles ?? 0),
  };
  const size = Math.max(100, Math.floor(factsAtOnce / Math.max(1, factKeys(task).length)));
  let done = 0;
  for await (const rows of readSpool(spoolPath(task.dataDir, task.importId), { skip: 0, size })) {
    if (Atomics.load(task.stop, 0) === 1) return null;
    if (done + rows.length <= skip) {
      // What was done before: only which firms have been seen counts on.
      for (const row of rows) remember(go, go.readRow(row.cells));
      done += rows.length;
      continue;
    }
    const batch = compareBatch(go, rows.slice(Math.max(0, skip - done)));
    done += rows.length;
    if (applies) writeBatch(writer, task, { ...batch, position: done, tally });
    else writeTroubles(writer, task.importId, batch.troubles);
    // Lets whoever waits for the database have it.
    await wait(2);
    onProgress(done);
  }
  return tally;
}

type Going = {
  sql: SqlReader;
  task: FactImportTask;
  tally: ImportTally;
  readRow: (cells: readonly string[]) => FactRowReading;
  keys: string;
  seen: Set<string>;
  days: Map<string, string>;
  troublesLeft: number;
};

function factKeys(task: FactImportTask): string[] {
  return Object.values(task.mapping?.columns ?? {}).flatMap((target) =>
    target.to === 'fact' ? [target.key] : [],
  );
}

/** Whether the row is the first of its firm and period. */
function remember({ seen }: Going, { code, period }: FactRowReading): boolean {
  const name = `${code ?? ''} ${period ?? ''}`;
  if (seen.has(name)) return false;
  seen.add(name);
  return true;
}

function compareBatch(go: Going, rows: readonly SpooledRow[]): Batch {
  const { tally } = go;
  const batch: Batch = { facts: [], firms: [], troubles: [], conflicts: [] };
  const read = rows.map(({ number, cells }) => ({ number, row: go.readRow(cells) }));
  const firms = findFirms(
    go.sql,
    read.flatMap(({ row }) => row.code ?? []),
  );
  const taken: { number: number; row: FactRowReading; firm: Firm; isNew: boolean }[] = [];
  const trouble = (number: number, column: string, cell: string, problem: string) => {
    if (go.troublesLeft <= 0) return;
    go.troublesLeft -= 1;
    batch.troubles.push({ row: number, column, cell, problem });
  };
  for (const { number, row } of read) {
    tally.rows += 1;
    for (const { column, cell, problem } of row.problems) trouble(number, column, cell, problem);
    if (row.code === null) {
      tally.badRows += 1;
      continue;
    }
    tally.badCells += row.problems.length;
    if (!remember(go, row)) {
      tally.repeated += 1;
      trouble(number, '', row.code, '这家企业在前面已有一行，以前面的为准');
      continue;
    }
    const known = firms.get(row.code);
    const firm = known ?? firmToAdd(go.task, row);
    if (!firm) {
      tally.unknown += 1;
      trouble(number, '', row.code, '没有这家企业');
      continue;
    }
    if (known) tally.matched += 1;
    else {
      tally.added += 1;
      batch.firms.push({ id: firm.id, creditCode: firm.code, name: firm.name });
      firms.set(firm.code, firm);
    }
    taken.push({ number, row, firm, isNew: !known });
  }
  const histories = findHistories(
    go,
    taken.filter(({ isNew }) => !isNew).map(({ firm }) => firm.id),
  );
  for (const { number, row, firm } of taken) compareRow(go, batch, histories, { number, row, firm });
  return batch;
}

function compareRow(
  go: Going,
  batch: Batch,
  histories: ReadonlyMap<string, History>,
  { number, row, firm }: { number: number; row: FactRowReading; firm: Firm },
) {
  const { tally, task } = go;
  const sourceKind = task.mapping?.kind ?? 'registry';
  const firmHistory = histories.get(firm.id);
  const ids = number.toString(36).padStart(5, '0');
  let touched = false;
  for (const fact of row.facts) {
    const value = JSON.stringify(fact.value);
    const source = task.sources[fact.key] ?? '';
    const incoming = { source, sourceKind, observedOn: row.observedOn, value, validUntil: row.validUntil };
    const place = fact.period === '' ? fact.key : `${fact.key} ${fact.period}`;
    const history = firmHistory?.get(place) ?? nothing;
    const { change, before, conflicts } = compareFact(incoming, history);
    countChange(tally, fact.key, change);
    if (change === 'unchanged') continue;
    if (conflicts) {
      tally.conflicts += 1;
      batch.conflicts.push({ enterpriseId: firm.id, key: fact.key, period: fact.period });
    }
    if (change === 'new' || change === 'changed') {
      touched = true;
      if (wantsSample(tally, change)) {
        const { key, period } = fact;
        keepSample(tally, { row: number, firm: firm.name, key, period, change, before, after: value });
      }
    }
    batch.facts.push({
      // Ids in the order of the file: each lies beside the last in the index.
      id: `${task.importId}${ids}${fact.place.toString(36).padStart(2, '0')}`,
      enterpriseId: firm.id,
      key: fact.key,
      period: fact.period,
      value,
      source,
      sourceKind,
      observedOn: row.observedOn,
      validUntil: row.validUntil,
      reference: row.reference,
      counts: change !== 'older',
    });
  }
  if (touched) tally.firmsTouched += 1;
}

function firmToAdd(task: FactImportTask, row: FactRowReading): Firm | null {
  if (!task.mapping?.addFirms || row.code === null) return null;
  const registered = row.facts.find(({ key }) => key === 'registration.name')?.value;
  const name = row.name ?? (typeof registered === 'string' ? registered : null);
  return name === null ? null : { id: `firm-${row.code.toLowerCase()}`, code: row.code, name };
}

function findFirms(sql: SqlReader, codes: readonly string[]): Map<string, Firm> {
  const rows = sql.all<Firm>(
    `SELECT e.id, e.creditCode AS code, e.name FROM json_each(?) c CROSS JOIN Enterprise e ON e.creditCode = c.value`,
    [JSON.stringify(codes)],
  );
  return new Map(rows.map((row) => [row.code, row]));
}

/** One firm's history of the facts that the register holds, by key and period. */
type History = Map<string, KnownRow[]>;

const nothing: readonly KnownRow[] = [];

/** The histories of the firms, fetched as one text: a call a row would take longer than the comparison. */
function findHistories({ sql, keys, days }: Going, ids: readonly string[]): Map<string, History> {
  const histories = new Map<string, History>();
  if (ids.length === 0) return histories;
  const { rows } = sql.get<{ rows: string }>(
    `SELECT json_group_array(json_array(f.enterpriseId, f.key, f.period, f.value, f.source, f.sourceKind, f.observedAt,
                                        f.recordedAt, f.validUntil)) AS rows
       FROM json_each(?) e CROSS JOIN Fact f ON f.enterpriseId = e.value
      WHERE f.key IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(ids), keys],
  ) ?? { rows: '[]' };
  type Row = [string, string, string, string | number, string, string, string, string, string | null];
  for (const row of JSON.parse(rows) as Row[]) {
    const [enterpriseId, key, period, value, source, sourceKind, observedAt, recordedAt, validUntil] = row;
    let observedOn = days.get(observedAt);
    if (observedOn === undefined) {
      observedOn = cityDate(new Date(observedAt));
      days.set(observedAt, observedOn);
    }
    // JSON that is a figure is kept as one by the column's affinity.
    const known = { source, sourceKind, observedOn, recordedAt, value: String(value), validUntil };
    let history = histories.get(enterpriseId);
    if (!history) {
      history = new Map();
      histories.set(enterpriseId, history);
    }
    const place = period === '' ? key : `${key} ${period}`;
    const list = history.get(place);
    if (list) list.push(known);
    else history.set(place, [known]);
  }
  return histories;
}
