import { departmentsOf, type Reader } from '~/prisma/access/reader';
import type { IsoDate } from '~/prisma/calendar/city-date';

/** Which documents may answer: decided before anything is ranked. */
export interface PassageFilter {
  asOf: IsoDate;
  regions?: readonly string[];
  departmentId?: string;
  reader: Reader;
}

/** A condition over `"Document" AS d` with its arguments. */
export interface SqlCondition {
  sql: string;
  args: string[];
}

/**
 * The condition that a document is published, meant for the reader, in force on the day (as `documentStatus` has it:
 * the last day of its term counts, the day of its repeal doesn't) and of the regions and the department asked for.
 */
export function filterDocuments({ asOf, regions, departmentId, reader }: PassageFilter): SqlCondition {
  const conditions: SqlCondition[] = [
    readableDocuments(reader),
    { sql: '(d.effectiveFrom IS NULL OR d.effectiveFrom <= ?)', args: [asOf] },
    { sql: '(d.repealedOn IS NULL OR d.repealedOn > ?)', args: [asOf] },
    { sql: '(d.supersededOn IS NULL OR d.supersededOn > ?)', args: [asOf] },
    { sql: '(d.expiresOn IS NULL OR d.expiresOn >= ?)', args: [asOf] },
    restsOnValidSources(asOf),
  ];
  if (regions && regions.length > 0) conditions.push(oneOf('d.region', regions));
  if (departmentId !== undefined) conditions.push({ sql: 'd.departmentId = ?', args: [departmentId] });
  return {
    sql: conditions.map(({ sql }) => sql).join(' AND '),
    args: conditions.flatMap(({ args }) => args),
  };
}

/**
 * The condition that an FAQ's sources all count on the day. Read with each question, so that an FAQ whose source was
 * withdrawn, repealed or replaced a moment ago is silent before anything has flagged it.
 */
export function restsOnValidSources(asOf: IsoDate): SqlCondition {
  return {
    sql: `(d.kind IS NOT 'faq' OR NOT EXISTS (
             SELECT 1 FROM "Faq" f JOIN "FaqVersion" v ON v.id = f.publishedVersionId, json_each(v.sources) s
               LEFT JOIN "Document" source ON source.id = s.value->>'documentId'
              WHERE f.documentId = d.id
                AND (source.id IS NULL OR source.state <> 'published' OR source.repealedOn <= ?
                     OR source.supersededOn <= ? OR source.expiresOn < ?)))`,
    args: [asOf, asOf, asOf],
  };
}

/** The condition that a document is published and meant for the reader, whatever its dates. */
export function readableDocuments(reader: Reader): SqlCondition {
  const audience = audienceOf(reader);
  return { sql: `d.state = 'published' AND ${audience.sql}`, args: audience.args };
}

/** Every document: for rankings that are only compared, never shown. */
export const everyDocument: SqlCondition = { sql: '1', args: [] };

/** Public documents, and those of the departments in which the reader holds any role. */
function audienceOf(reader: Reader): SqlCondition {
  if (reader.kind === 'system') return { sql: '1', args: [] };
  const own = oneOf('d.departmentId', departmentsOf(reader));
  return { sql: `(d.audience = 'public' OR ${own.sql})`, args: own.args };
}

function oneOf(column: string, values: readonly string[]): SqlCondition {
  if (values.length === 0) return { sql: '0', args: [] };
  return { sql: `${column} IN (${values.map(() => '?').join(', ')})`, args: [...values] };
}
