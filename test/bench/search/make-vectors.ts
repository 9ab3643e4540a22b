import { splitClauses } from '~/knowledge/search/judging/split-clauses';
import { packVectors } from '~/knowledge/search/judging/clause-vectors';
import { embeddedText } from '~/knowledge/search/passage-text';
import { openEmbeddingModel } from '~/knowledge/search/embedding/embedding-model.server';
import { openDatabase, openReader, type Db, type SqlReader } from '~/prisma/database.server';

import { makeRandom } from '../match/make-population';

/** `real`: originals are embedded, and only copies get noise. `synthetic`: a sample is embedded, the rest is noise around it. */
export type VectorKind = 'real' | 'synthetic';

interface Row {
  id: number;
  textHash: string;
  title: string;
  path: string;
  text: string;
}

const sampled = 400;
const embeddedAtOnce = 64;
const rowsPerStatement = 100;
/** The length of the noise beside a unit vector: a copy stays at a cosine of .98, a synthetic one at .9. */
const noiseOf = { copy: 0.2, synthetic: 0.48, clause: 0.3 };

/** A Chinese passage has about so many words a character. */
const wordsPerCharacter = 0.6;
const bytesPerWord = 48;

/**
 * Gives every passage of the database that lacks them a vector and the vectors of its clauses, and words of random signs: as many
 * as it would have, compared as any others.
 */
export async function makeVectors(
  file: string,
  kind: VectorKind,
  say: (line: string) => void,
): Promise<void> {
  const db = openDatabase(file);
  const sql = openReader(file);
  const model = await openEmbeddingModel({ passageWorkers: 2 });
  try {
    const rows = sql.all<Row>(
      `SELECT p.id AS id, p.textHash AS textHash, d.title AS title, p.path AS path, p.text AS text
         FROM "Passage" p JOIN "Document" d ON d.id = p.documentId
        WHERE NOT EXISTS (SELECT 1 FROM "PassageVector" v WHERE v.textHash = p.textHash AND v.model = ?)
           OR NOT EXISTS (SELECT 1 FROM "ClauseVectors" c WHERE c.textHash = p.textHash AND c.model = ?)
        ORDER BY p.id`,
      [model.id, model.id],
    );
    const random = makeRandom(20261122);
    await makeWords(db, sql, model.id, random);
    if (rows.length === 0) return;
    const originals = rows.filter(({ textHash }) => !textHash.includes('#'));
    const step = kind === 'real' ? 1 : Math.max(1, Math.floor(originals.length / sampled));
    const embedded = originals.filter((_, at) => at % step === 0);
    say(`${String(embedded.length)} passages are embedded, ${String(rows.length)} get vectors`);
    const known = new Map<string, Float32Array>();
    for (let from = 0; from < embedded.length; from += embeddedAtOnce) {
      const some = embedded.slice(from, from + embeddedAtOnce);
      const vectors = await model.embedPassages(some.map(embeddedText));
      some.forEach(({ textHash }, at) => known.set(textHash, vectors[at] as Float32Array));
    }
    const sample = [...known.values()];
    const vectorOf = ({ textHash }: Row): Float32Array => {
      const own = known.get(textHash);
      if (own) return own;
      const original = known.get(textHash.slice(0, textHash.indexOf('#')));
      if (original) return withNoise(original, noiseOf.copy, random);
      const vector = withNoise(
        sample[Math.floor(random() * sample.length)] as Float32Array,
        noiseOf.synthetic,
        random,
      );
      known.set(textHash, vector);
      return vector;
    };
    for (let from = 0; from < rows.length; from += rowsPerStatement)
      await write(db, model.id, rows.slice(from, from + rowsPerStatement), vectorOf, random);
    await db.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    await model.close();
    sql.close();
    await db.$disconnect();
  }
}

async function makeWords(db: Db, sql: SqlReader, model: string, random: () => number): Promise<void> {
  for (;;) {
    const rows = sql.all<{ textHash: string; length: number }>(
      `SELECT DISTINCT p.textHash AS textHash, length(p.text) AS length FROM "Passage" p
        WHERE NOT EXISTS (SELECT 1 FROM "WordSigns" w WHERE w.textHash = p.textHash AND w.model = ?) LIMIT 2000`,
      [model],
    );
    if (rows.length === 0) return;
    await db.$transaction(async (tx) => {
      for (let from = 0; from < rows.length; from += rowsPerStatement) {
        const some = rows.slice(from, from + rowsPerStatement);
        const words = some.map(({ length }) =>
          Buffer.from(
            Uint8Array.from(
              { length: Math.max(1, Math.round(length * wordsPerCharacter)) * bytesPerWord },
              () => random() * 256,
            ),
          ),
        );
        await tx.$executeRawUnsafe(
          `INSERT INTO "WordSigns" (textHash, model, bytes)
           VALUES ${some.map(() => '(?, ?, ?)').join(', ')} ON CONFLICT DO NOTHING`,
          ...some.flatMap(({ textHash }, at) => [textHash, model, words[at]]),
        );
      }
    });
  }
}

async function write(
  db: Db,
  model: string,
  rows: readonly Row[],
  vectorOf: (row: Row) => Float32Array,
  random: () => number,
): Promise<void> {
  const one = [...new Map(rows.map((row) => [row.textHash, row])).values()].map((row) => {
    const vector = vectorOf(row);
    const clauses = splitClauses(row.text);
    const packed = packVectors(
      clauses.length < 2 ? [] : clauses.map(() => withNoise(vector, noiseOf.clause, random)),
    );
    return { hash: row.textHash, vector, packed };
  });
  const now = Date.now();
  await db.$transaction(async (tx) => {
    await tx.$executeRawUnsafe(
      `INSERT INTO "PassageVector" (textHash, model, dimension, bytes, createdAt)
       VALUES ${one.map(() => '(?, ?, ?, ?, ?)').join(', ')} ON CONFLICT DO NOTHING`,
      ...one.flatMap(({ hash, vector }) => [hash, model, vector.length, bytesOf(vector), now]),
    );
    await tx.$executeRawUnsafe(
      `INSERT INTO "ClauseVectors" (textHash, model, bytes)
       VALUES ${one.map(() => '(?, ?, ?)').join(', ')} ON CONFLICT DO NOTHING`,
      ...one.flatMap(({ hash, packed }) => [hash, model, bytesOf(packed)]),
    );
  });
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Int8Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

/** The vector with noise of about this length added, at unit length again. */
function withNoise(vector: Float32Array, length: number, random: () => number): Float32Array {
  // A uniform number in ±√3 has variance 1.
  const spread = (length / Math.sqrt(vector.length)) * Math.sqrt(3) * 2;
  const noisy = vector.map((value) => value + (random() - 0.5) * spread);
  const norm = Math.hypot(...noisy);
  return noisy.map((value) => value / norm);
}
