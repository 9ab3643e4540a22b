import { readVectorsOfPassages } from '~/knowledge/search/vectors/read-vectors.server';
import { keywordText } from '~/knowledge/search/passage-text';
import { openReader } from '~/prisma/database.server';

/** A passage as the peers take it; days as numbers (20261122), 0 and 99999999 where a document names none. */
export interface PeerPassage {
  id: string;
  text: string;
  region: string;
  audience: string;
  from: number;
  until: number;
}

interface Row {
  id: number;
  title: string;
  number: string | null;
  path: string;
  text: string;
  region: string;
  audience: string;
  effectiveFrom: string | null;
  expiresOn: string | null;
  repealedOn: string | null;
  supersededOn: string | null;
}

export const dayNumber = (day: string): number => Number(day.replaceAll('-', ''));

/** Reads the passages in order, each with its vector where a model is named. */
export function* readPeerPassages(
  databaseFile: string,
  model?: string,
): Generator<PeerPassage & { vector: Float32Array | null }> {
  const sql = openReader(databaseFile);
  const last = sql.get<{ id: number }>('SELECT max(id) AS id FROM "Passage"')?.id ?? 0;
  for (let after = 0; after < last; after += 1_000) {
    const upTo = after + 1_000;
    const vectors = new Map(
      model === undefined
        ? []
        : readVectorsOfPassages(sql, model, after, upTo).map(({ id, vector }) => [id, vector]),
    );
    const rows = sql.all<Row>(
      `SELECT p.id AS id, d.title AS title, d.documentNumber AS number, p.path AS path, p.text AS text,
              d.region AS region, d.audience AS audience, d.effectiveFrom AS effectiveFrom,
              d.expiresOn AS expiresOn, d.repealedOn AS repealedOn, d.supersededOn AS supersededOn
         FROM "Passage" p JOIN "Document" d ON d.id = p.documentId
        WHERE p.id > ? AND p.id <= ? AND d.state = 'published' ORDER BY p.id`,
      [after, upTo],
    );
    for (const row of rows) {
      const ends = [row.repealedOn, row.supersededOn].map((day) =>
        day === null ? 99999999 : dayNumber(day) - 1,
      );
      yield {
        id: String(row.id),
        text: keywordText(row, row.number ?? ''),
        region: row.region,
        audience: row.audience,
        from: row.effectiveFrom === null ? 0 : dayNumber(row.effectiveFrom),
        until: Math.min(...ends, row.expiresOn === null ? 99999999 : dayNumber(row.expiresOn)),
        vector: vectors.get(row.id) ?? null,
      };
    }
  }
  sql.close();
}
