import type { SqlWriter } from '~/prisma/database.server';

import type { FactImportTask } from './fact-import-task';
import type { ImportTally } from './import-tally';

export interface FactToWrite {
  id: string;
  enterpriseId: string;
  key: string;
  period: string;
  /** JSON text. */
  value: string;
  source: string;
  sourceKind: string;
  observedOn: string;
  validUntil: string | null;
  reference: string | null;
  /** Not for history that a later record has overtaken. */
  counts: boolean;
}

export interface FirmToAdd {
  id: string;
  creditCode: string;
  name: string;
}

export interface RowTrouble {
  row: number;
  column: string;
  cell: string;
  problem: string;
}

/** Facts that the firm's own row repeats, for lists and for pruning. */
const columnOf: Readonly<Record<string, 'name' | 'region' | 'industry'>> = {
  'registration.name': 'name',
  'region.code': 'region',
  'industry.code': 'industry',
};

/** Writes one batch with the place that it reached, all or nothing. Written twice, it is written once. */
export function writeBatch(
  writer: SqlWriter,
  task: FactImportTask,
  batch: {
    facts: readonly FactToWrite[];
    firms: readonly FirmToAdd[];
    troubles: readonly RowTrouble[];
    conflicts: readonly { enterpriseId: string; key: string; period: string }[];
    position: number;
    tally: ImportTally;
  },
): void {
  const at = stored(task.at);
  writer.transaction(() => {
    writer.run(
      `INSERT OR IGNORE INTO Enterprise (id, creditCode, name, isSample, createdAt)
       SELECT value->>'id', value->>'creditCode', value->>'name', 0, ? FROM json_each(?)`,
      [at, JSON.stringify(batch.firms)],
    );
    writer.run(
      `INSERT OR IGNORE INTO Fact (id, enterpriseId, key, period, value, source, sourceKind, observedAt, validUntil,
                                   reference, recordedAt, recordedById, isSample)
       SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8,
              value->>9, ?, ?, 0 FROM json_each(?)`,
      [at, task.recordedById, JSON.stringify(batch.facts.map((fact) => cells(fact, task)))],
    );
    for (const [key, column] of Object.entries(columnOf)) {
      const changed = batch.facts.filter((fact) => fact.key === key && fact.counts);
      if (changed.length === 0) continue;
      writer.run(
        `UPDATE Enterprise SET ${column} = changed.value->>1 FROM json_each(?) AS changed WHERE Enterprise.id = changed.value->>0`,
        [
          JSON.stringify(
            changed.map(({ enterpriseId, value }) => [enterpriseId, JSON.parse(value) as string]),
          ),
        ],
      );
    }
    writer.run(
      `INSERT INTO FactConflict (enterpriseId, key, period, state, foundAt)
       SELECT value->>'enterpriseId', value->>'key', value->>'period', 'open', ? FROM json_each(?) WHERE true
       ON CONFLICT DO UPDATE SET state = 'open', foundAt = excluded.foundAt, note = NULL, settledById = NULL, settledAt = NULL`,
      [at, JSON.stringify(batch.conflicts)],
    );
    writeTroubles(writer, task.importId, batch.troubles);
    writer.run('UPDATE FactImport SET position = ?, result = ? WHERE id = ?', [
      batch.position,
      JSON.stringify(batch.tally),
      task.importId,
    ]);
  });
}

/** Keeps what was wrong with rows and cells. */
export function writeTroubles(
  writer: Pick<SqlWriter, 'run'>,
  importId: string,
  troubles: readonly RowTrouble[],
): void {
  if (troubles.length === 0) return;
  writer.run(
    `INSERT OR IGNORE INTO FactImportProblem (importId, row, "column", cell, problem)
     SELECT ?, value->>'row', value->>'column', value->>'cell', value->>'problem' FROM json_each(?)`,
    [importId, JSON.stringify(troubles)],
  );
}

function cells(fact: FactToWrite, task: FactImportTask): (string | null)[] {
  const { id, enterpriseId, key, period, value, source, sourceKind, validUntil, reference } = fact;
  return [
    id,
    enterpriseId,
    key,
    period,
    value,
    source,
    sourceKind,
    seenAt(fact.observedOn, task.at),
    validUntil,
    reference,
  ];
}

const instants = new Map<string, string>();

/** Registers are drawn in the morning; before that hour of the day itself it is now. */
function seenAt(day: string, at: string): string {
  const name = `${day} ${at}`;
  let known = instants.get(name);
  if (known === undefined) {
    const morning = new Date(`${day}T09:00:00+08:00`).toISOString();
    known = stored(morning < at ? morning : at);
    if (instants.size > 5000) instants.clear();
    instants.set(name, known);
  }
  return known;
}

/** An instant as Prisma keeps it in SQLite. */
function stored(at: string): string {
  return at.replace('Z', '+00:00');
}
