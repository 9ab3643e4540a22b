import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, SqlReader } from '~/prisma/database.server';

import { median, type DayRow, type Insights } from './insight-figures';

export const insightPeriods = [7, 30, 90, 365] as const;

export interface InsightQuery {
  days: number;
  /** Only what concerns this department's policies, documents and questions; null: the whole city. */
  departmentId: string | null;
}

type Deps = { db: Db; sql: SqlReader; now: () => Date };

/** As Prisma writes instants: the text sorts by time. */
const written = (at: Date) => at.toISOString().replace('Z', '+00:00');

/**
 * The figures of the desk. Questions, clauses and ratings are sums over the whole city, or over one department's policies
 * and documents; questions handed over are counted for the departments whose help desk the reader works at, for all of
 * them by administrators. No words of anyone's question. Read by index: see the bench for 100,000 turns.
 */
export async function getInsights(deps: Deps, reader: Reader, query: InsightQuery): Promise<Insights> {
  const { sql } = deps;
  const since = written(new Date(deps.now().valueOf() - query.days * 86_400_000));
  const policies = listPolicies(sql, query.departmentId);
  const turns = scopeOf(
    query.departmentId,
    policies.map(({ id }) => id),
  );
  const days = sql.all<DayRow>(
    `SELECT date(t.createdAt, '+8 hours') AS day, sum(t.outcome = 'answered') AS answered,
            sum(t.outcome = 'not-found') AS notFound, sum(t.outcome = 'refused') AS refused,
            sum(t.outcome = 'handed-over') AS handedOver, sum(t.outcome = 'stopped') AS stopped
       FROM "Turn" t ${turns.index} WHERE t.createdAt >= ? ${turns.sql} GROUP BY 1 ORDER BY 1`,
    [since, ...turns.args],
  );
  const kinds = sql.all<Insights['kinds'][number]>(
    `SELECT t.intent AS kind, count(*) AS questions, sum(t.outcome = 'answered') AS answered
       FROM "Turn" t ${turns.index} WHERE t.createdAt >= ? ${turns.sql} GROUP BY 1 ORDER BY 2 DESC`,
    [since, ...turns.args],
  );
  const sum = (key: Exclude<keyof DayRow, 'day'>) => days.reduce((total, row) => total + row[key], 0);
  const answered = sum('answered');
  return {
    days,
    kinds,
    questions: answered + sum('notFound') + sum('refused') + sum('handedOver') + sum('stopped'),
    answered,
    ratings: readRatings(sql, since, turns),
    replies: await readReplies(deps, reader, query),
    ...readCited(sql, since, query.departmentId, policies),
  };
}

interface Scope {
  sql: string;
  args: string[];
  index: string;
}

function scopeOf(departmentId: string | null, policyIds: string[]): Scope {
  if (departmentId === null)
    return { sql: '', args: [], index: 'INDEXED BY "Turn_createdAt_outcome_intent_idx"' };
  const places = policyIds.map(() => '?').join(', ');
  return { sql: `AND t.policyId IN (${places})`, args: policyIds, index: '' };
}

function readRatings(sql: SqlReader, since: string, turns: Scope): Insights['ratings'] {
  const rows = sql.all<{ kind: string; n: number }>(
    turns.sql === ''
      ? `SELECT kind, count(*) AS n FROM "Feedback" WHERE createdAt >= ? GROUP BY 1`
      : `SELECT f.kind AS kind, count(*) AS n FROM "Feedback" f JOIN "Turn" t ON t.id = f.turnId
          WHERE f.createdAt >= ? ${turns.sql} GROUP BY 1`,
    [since, ...turns.args],
  );
  const replies = sql.all<{ kind: string; n: number }>(
    `SELECT rating AS kind, count(*) AS n FROM "HandoverReply" WHERE ratedAt >= ? GROUP BY 1`,
    [since],
  );
  const of = (list: { kind: string; n: number }[], kind: string) =>
    list.find((row) => row.kind === kind)?.n ?? 0;
  return {
    useful: of(rows, 'useful'),
    notUseful: of(rows, 'not-useful'),
    wrong: of(rows, 'wrong'),
    replyUseful: of(replies, 'useful'),
    replyNotUseful: of(replies, 'not-useful'),
  };
}

async function readReplies(
  { db, now }: Deps,
  reader: Reader,
  { days, departmentId }: InsightQuery,
): Promise<Insights['replies']> {
  const today = cityDate(now());
  // A sum over the city tells nothing of one firm; a single department's is for its own people.
  const own = departmentsOf(reader);
  const mayRead = departmentId === null || hasRole(reader, 'administrator') || own.includes(departmentId);
  if (!mayRead) return { handedOver: 0, replied: 0, onTime: 0, open: 0, overdue: 0, medianHours: null };
  const rows = await db.handover.findMany({
    where: {
      createdAt: { gte: new Date(now().valueOf() - days * 86_400_000) },
      ...(departmentId !== null && { departmentId }),
    },
    select: {
      ...{ state: true, dueOn: true, createdAt: true },
      replies: { orderBy: { number: 'asc' }, take: 1, select: { at: true } },
    },
  });
  const replied = rows.flatMap(({ createdAt, replies: [first], dueOn }) =>
    first
      ? [
          {
            hours: (first.at.valueOf() - createdAt.valueOf()) / 3_600_000,
            onTime: cityDate(first.at) <= dueOn,
          },
        ]
      : [],
  );
  const open = rows.filter(({ state }) => state === 'waiting' || state === 'claimed');
  return {
    handedOver: rows.length,
    replied: replied.length,
    onTime: replied.filter(({ onTime }) => onTime).length,
    open: open.length,
    overdue: open.filter(({ dueOn }) => dueOn < today).length,
    medianHours: median(replied.map(({ hours }) => hours)),
  };
}

interface PolicyRow {
  id: string;
  title: string;
  department: string;
  /** The documents that it cites. */
  documents: string[];
}

function listPolicies(sql: SqlReader, departmentId: string | null): PolicyRow[] {
  const rows = sql.all<{ id: string; title: string; department: string; documentId: string | null }>(
    `SELECT p.id AS id, v.title AS title, dep.name AS department, d.id AS documentId
       FROM "Policy" p JOIN "Department" dep ON dep.id = p.departmentId
       JOIN "PolicyVersion" v ON v.policyId = p.id AND v.state = 'published'
       LEFT JOIN json_each(v.content, '$.sources') s
       LEFT JOIN "Document" d ON d.documentNumber = s.value->>'documentNumber'
      WHERE (? IS NULL OR p.departmentId = ?) ORDER BY p.id, v.number DESC`,
    [departmentId, departmentId],
  );
  const policies = new Map<string, PolicyRow>();
  for (const { documentId, ...row } of rows) {
    const policy = policies.get(row.id) ?? { ...row, documents: [] };
    if (documentId !== null && !policy.documents.includes(documentId)) policy.documents.push(documentId);
    policies.set(row.id, policy);
  }
  return [...policies.values()];
}

/** One pass over the period's citations gives both the clauses cited most and what was cited of each policy. */
function readCited(
  sql: SqlReader,
  since: string,
  departmentId: string | null,
  policies: PolicyRow[],
): Pick<Insights, 'clauses' | 'policies'> {
  const cited = sql.all<{ passageId: number; documentId: string; cited: number }>(
    `SELECT c.passageId AS passageId, c.documentId AS documentId, count(*) AS cited
       FROM "Turn" t INDEXED BY "Turn_createdAt_outcome_intent_idx" CROSS JOIN "Citation" c INDEXED BY "Citation_turnId_passageId_documentId_idx" ON c.turnId = t.id
      WHERE t.createdAt >= ? GROUP BY 1, 2 ORDER BY 3 DESC`,
    [since],
  );
  const byDocument = new Map<string, number>();
  for (const row of cited) byDocument.set(row.documentId, (byDocument.get(row.documentId) ?? 0) + row.cited);
  const asked = new Map(
    sql
      .all<{ policyId: string; asked: number; answered: number }>(
        `SELECT policyId, count(*) AS asked, sum(outcome = 'answered') AS answered FROM "Turn"
          WHERE policyId IS NOT NULL AND createdAt >= ? GROUP BY 1`,
        [since],
      )
      .map((row) => [row.policyId, row]),
  );
  return {
    clauses: nameClauses(sql, cited, departmentId),
    policies: policies
      .map(({ id, title, department, documents }) => ({
        ...{ policyId: id, title, department },
        asked: asked.get(id)?.asked ?? 0,
        answered: asked.get(id)?.answered ?? 0,
        cited: documents.reduce((total, document) => total + (byDocument.get(document) ?? 0), 0),
      }))
      .sort((a, b) => b.asked - a.asked || b.cited - a.cited || (a.policyId < b.policyId ? -1 : 1)),
  };
}

function nameClauses(
  sql: SqlReader,
  cited: { passageId: number; documentId: string; cited: number }[],
  departmentId: string | null,
): Insights['clauses'] {
  // Passages are cut anew now and then: those that are gone are left out, so more are looked at than shown.
  const first = cited.slice(0, departmentId === null ? 40 : 500);
  if (first.length === 0) return [];
  const rows = sql.all<{ id: number; path: string; name: string; departmentId: string | null }>(
    `SELECT p.id AS id, p.path AS path, coalesce(d.documentNumber, d.title) AS name, d.departmentId AS departmentId
       FROM "Passage" p JOIN "Document" d ON d.id = p.documentId
      WHERE p.id IN (${first.map(() => '?').join(', ')}) AND d.audience = 'public'`,
    first.map(({ passageId }) => passageId),
  );
  const faces = new Map(rows.map((row) => [row.id, row]));
  return first
    .flatMap(({ passageId, documentId, cited: times }) => {
      const face = faces.get(passageId);
      if (!face || (departmentId !== null && face.departmentId !== departmentId)) return [];
      return [{ documentId, passageId, name: face.name, path: face.path, cited: times }];
    })
    .slice(0, 10);
}
