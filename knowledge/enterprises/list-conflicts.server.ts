import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { chooseFact } from './choose-fact';
import type { FactDefinition } from './fact-definition';
import { givesConsent } from './consent.server';
import { loadCatalogue } from './load-catalogue.server';
import { loadFactRows, type FactHistoryRow } from './load-facts.server';
import { noteAccess } from './note-access.server';
import { mayBringIn } from './owner-department';

/** Sources that say different things of one fact; the first of `rows` counts. */
export interface ConflictView {
  enterpriseId: string;
  firm: string;
  creditCode: string;
  definition: FactDefinition;
  period: string;
  foundOn: string;
  rows: FactHistoryRow[];
  /** The firm stated something else and didn't allow departments to see it outside of an application. */
  hidesStated: boolean;
}

const shownConflicts = 50;

async function keysOf(db: Db, reader: Reader): Promise<string[]> {
  const mine = departmentsOf(reader, 'designer', 'reviewer');
  const departments = await db.department.findMany({ select: { id: true, name: true } });
  const own = departments.filter(({ id }) => mine.includes(id));
  const catalogue = await loadCatalogue(db);
  return [...catalogue.values()]
    .filter((definition) => own.some((department) => mayBringIn(definition, department, departments)))
    .map(({ key }) => key);
}

/**
 * The open conflicts of facts that the reader's departments keep, newest first: the newest record of each source, the
 * one that counts first (an authority's before the firm's own, then the newest). The firm sees that they were read.
 */
export async function listConflicts(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
): Promise<{ total: number; conflicts: ConflictView[] }> {
  const where = { state: 'open', key: { in: await keysOf(db, reader) } };
  const rows = await db.factConflict.findMany({ where, orderBy: { foundAt: 'desc' }, take: shownConflicts });
  const catalogue = await loadCatalogue(db);
  const at = cityDate(now());
  const conflicts: ConflictView[] = [];
  for (const { enterpriseId, key, period, foundAt } of rows) {
    const definition = catalogue.get(key);
    const firm = await db.enterprise.findUnique({ where: { id: enterpriseId } });
    if (!definition || !firm) continue;
    const showsStated = await givesConsent(db, enterpriseId, 'shared-statements');
    const history = (await loadFactRows(db, enterpriseId, catalogue)).filter(
      (row) => row.key === key && row.period === period,
    );
    const newest = new Map<string, FactHistoryRow>();
    for (const row of history) {
      const source = `${row.sourceKind} ${row.source}`;
      const kept = newest.get(source);
      if (!kept || `${row.observedAt} ${row.recordedAt}` > `${kept.observedAt} ${kept.recordedAt}`)
        newest.set(source, row);
    }
    const counts = chooseFact(history, at)?.value;
    const sources = [...newest.values()]
      .filter(({ sourceKind }) => showsStated || sourceKind !== 'stated')
      .sort((a, b) => Number(b.value === counts) - Number(a.value === counts));
    conflicts.push({
      ...{ enterpriseId, definition, period, rows: sources, hidesStated: sources.length < newest.size },
      ...{ firm: firm.name, creditCode: firm.creditCode, foundOn: cityDate(foundAt) },
    });
    await noteAccess(db, reader, {
      ...{ enterpriseId, purpose: 'conflict', keys: [key], at: now() },
      subjectId: `${key} ${period}`,
    });
  }
  return { total: await db.factConflict.count({ where }), conflicts };
}

/** Notes that a conflict was looked into; the record that counts stays. Throws NotFoundError, InvalidInputError. */
export async function settleConflict(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  input: { enterpriseId: string; key: string; period: string; note: string },
): Promise<void> {
  const { enterpriseId, key, period } = input;
  const note = input.note.trim();
  if (note.length < 2) throw new InvalidInputError({ note: '请写明核实结果，例如：以登记数据为准' });
  if (!(await keysOf(db, reader)).includes(key)) throw new NotFoundError('fact-conflict', key);
  const at = now();
  await db.$transaction(async (tx) => {
    const { count } = await tx.factConflict.updateMany({
      where: { enterpriseId, key, period, state: 'open' },
      data: { state: 'settled', note: note.slice(0, 500), settledById: reader.personId, settledAt: at },
    });
    if (count === 0) throw new ConflictError('The conflict is settled already');
    await appendAuditEntry(
      tx,
      reader,
      {
        ...{ action: 'fact.conflict-settled', subjectKind: 'fact-conflict', subjectId: `${key} ${period}` },
        ...{ enterpriseId, detail: { note } },
      },
      at,
    );
  });
}
