import type { Tx } from '~/prisma/database.server';

import { keywordText, type PassageText } from './passage-text';
import { tokenize } from './tokenize';

/** A passage as the keyword index takes it; `id` is `Passage.id`. */
export interface IndexedPassage extends PassageText {
  id: number;
}

const rowsPerStatement = 200;

/**
 * Puts passages into the keyword index, in the transaction that writes them; one that stands there is replaced.
 * The number of the document (文号) is read from its row and indexed with each passage. A passage whose words or title
 * change gets a new `textHash` too, so that its vector follows.
 */
export async function indexPassages(tx: Tx, rows: readonly IndexedPassage[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    const batch = rows.slice(from, from + rowsPerStatement);
    const numbers = await readDocumentNumbers(tx, batch);
    const values = batch.flatMap((row) => [row.id, indexedTokens(row, numbers.get(row.id))]);
    await tx.$executeRawUnsafe(
      `INSERT OR REPLACE INTO "PassageIndex"(rowid, tokens) VALUES ${batch.map(() => '(?, ?)').join(', ')}`,
      ...values,
    );
    await noteChanges(tx, batch);
  }
}

/**
 * Takes passages out of the keyword index. Deleting a passage does this by itself (a trigger); this is for passages
 * that stay but must not be found.
 */
export async function unindexPassages(tx: Tx, rows: readonly { id: number }[]): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    const ids = rows.slice(from, from + rowsPerStatement).map(({ id }) => id);
    await tx.$executeRawUnsafe(
      `DELETE FROM "PassageIndex" WHERE rowid IN (${ids.map(() => '?').join(', ')})`,
      ...ids,
    );
    await noteChanges(tx, rows.slice(from, from + rowsPerStatement));
  }
}

/** The postings in memory follow these rows, in whichever process they are. */
async function noteChanges(tx: Tx, rows: readonly { id: number }[]): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT OR REPLACE INTO "PassageChange"("passageId") VALUES ${rows.map(() => '(?)').join(', ')}`,
    ...rows.map(({ id }) => id),
  );
}

function indexedTokens(passage: PassageText, documentNumber = ''): string {
  return tokenize(keywordText(passage, documentNumber)).join(' ');
}

async function readDocumentNumbers(tx: Tx, rows: readonly { id: number }[]): Promise<Map<number, string>> {
  const found = await tx.passage.findMany({
    where: { id: { in: rows.map(({ id }) => id) }, document: { documentNumber: { not: null } } },
    select: { id: true, document: { select: { documentNumber: true } } },
  });
  return new Map(found.map(({ id, document }) => [id, document.documentNumber ?? '']));
}
