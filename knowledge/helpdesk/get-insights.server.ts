import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';
import { addDays, cityDate } from '~/prisma/calendar/city-date';
import type { SqlReader } from '~/prisma/database.server';

import { instantsOf, type CitationFigureRow } from './figures/count-day';
import {
  openPeriod,
  readCitationFigures,
  readPolicyFigures,
  readRatingFigures,
  readTurnFigures,
  type FigurePeriod,
} from './figures/read-figures.server';
import { sumDays, sumKinds, type Insights } from './insight-figures';

export const insightPeriods = [7, 30, 90, 365] as const;

export interface InsightQuery {
  /** So many days of the city, today included. */
  days: number;
  /** Only what concerns this department's policies, documents and questions; null: the whole city. */
  departmentId: string | null;
}

type Deps = { sql: SqlReader; now: () => Date };

/**
 * The figures of the desk. Questions, clauses and ratings are sums over the whole city, or over one department's policies
 * and documents; questions handed over are counted for the whole city, or for a department of the reader's own (any, for
 * administrators). No words of anyone's question. Read from daily sums, and what isn't summed yet, today above all, from
 * the questions themselves.
 */
export function getInsights(deps: Deps, reader: Reader, query: InsightQuery): Insights {
  const { sql } = deps;
  const { departmentId } = query;
  const today = cityDate(deps.now());
  const period = openPeriod(sql, addDays(today, 1 - query.days), today);
  const policies = listPolicies(sql, departmentId);
  const policyIds = policies.map(({ id }) => id);
  const turns = readTurnFigures(sql, period, departmentId === null ? null : policyIds);
  const days = sumDays(turns, period);
  const sum = (key: 'answered' | 'notFound' | 'refused' | 'handedOver' | 'stopped') =>
    days.reduce((total, row) => total + row[key], 0);
  const answered = sum('answered');
  return {
    days,
    kinds: sumKinds(turns),
    questions: answered + sum('notFound') + sum('refused') + sum('handedOver') + sum('stopped'),
    answered,
    ratings: readRatings(sql, period, departmentId, departmentId === null ? null : policyIds),
    replies: readReplies(sql, reader, period, departmentId),
    unsummedDays: period.unsummed,
    ...readCited(sql, period, departmentId, policies),
  };
}

function readRatings(
  sql: SqlReader,
  period: FigurePeriod,
  departmentId: string | null,
  policyIds: string[] | null,
): Insights['ratings'] {
  const rows = readRatingFigures(sql, period, policyIds);
  const [since] = instantsOf(period.first);
  const replies = sql.all<{ kind: string; n: number }>(
    `SELECT rating AS kind, count(*) AS n FROM "HandoverReply"
      WHERE ratedAt >= ? AND (? IS NULL OR departmentId = ?) GROUP BY 1`,
    [since, departmentId, departmentId],
  );
  const of = (list: { kind: string; n: number }[], kind: string) =>
    list.reduce((total, row) => total + (row.kind === kind ? row.n : 0), 0);
  return {
    useful: of(rows, 'useful'),
    notUseful: of(rows, 'not-useful'),
    wrong: of(rows, 'wrong'),
    replyUseful: of(replies, 'useful'),
    replyNotUseful: of(replies, 'not-useful'),
  };
}

const noReplies: Insights['replies'] = {
  ...{ handedOver: 0, replied: 0, onTime: 0, open: 0, overdue: 0, medianHours: null },
};

function readReplies(
  sql: SqlReader,
  reader: Reader,
  period: FigurePeriod,
  departmentId: string | null,
): Insights['replies'] {
  // A sum over the city tells nothing of one firm; a single department's is for its own people.
  const own = departmentsOf(reader);
  const mayRead = departmentId === null || hasRole(reader, 'administrator') || own.includes(departmentId);
  if (!mayRead) return noReplies;
  const [since] = instantsOf(period.first);
  // The first reply's hours; the middle one, or the mean of the two in the middle.
  const row = sql.get<Insights['replies']>(
    `WITH asked AS MATERIALIZED (
       SELECT h.state AS state, h.dueOn AS dueOn, round((julianday(r.at) - julianday(h.createdAt)) * 24, 3) AS hours,
              date(r.at, '+8 hours') AS repliedOn
         FROM "Handover" h LEFT JOIN "HandoverReply" r ON r.handoverId = h.id AND r.number = 1
        WHERE h.createdAt >= ? AND (? IS NULL OR h.departmentId = ?)),
     replied AS (SELECT hours, row_number() OVER (ORDER BY hours) AS place, count(*) OVER () AS n
                   FROM asked WHERE hours IS NOT NULL)
     SELECT count(*) AS handedOver, count(hours) AS replied, coalesce(sum(repliedOn <= dueOn), 0) AS onTime,
            coalesce(sum(state IN ('waiting', 'claimed')), 0) AS open,
            coalesce(sum(state IN ('waiting', 'claimed') AND dueOn < ?), 0) AS overdue,
            (SELECT avg(hours) FROM replied WHERE place IN ((n + 1) / 2, (n + 2) / 2)) AS medianHours
       FROM asked`,
    [since, departmentId, departmentId, period.last],
  );
  return row ?? noReplies;
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
  period: FigurePeriod,
  departmentId: string | null,
  policies: PolicyRow[],
): Pick<Insights, 'clauses' | 'policies'> {
  const cited = readCitationFigures(sql, period);
  const byDocument = new Map<string, number>();
  for (const row of cited) byDocument.set(row.documentId, (byDocument.get(row.documentId) ?? 0) + row.n);
  const asked = new Map<string, { asked: number; answered: number }>();
  const policyIds = policies.map(({ id }) => id);
  for (const { policyId, outcome, n } of readPolicyFigures(sql, period, policyIds)) {
    const known = asked.get(policyId) ?? { asked: 0, answered: 0 };
    asked.set(policyId, {
      asked: known.asked + n,
      answered: known.answered + (outcome === 'answered' ? n : 0),
    });
  }
  return {
    clauses: nameClauses(sql, cited, departmentId),
    policies: policies
      .map(({ id, title, department, documents }) => ({
        ...{ policyId: id, title, department },
        ...(asked.get(id) ?? { asked: 0, answered: 0 }),
        cited: documents.reduce((total, document) => total + (byDocument.get(document) ?? 0), 0),
      }))
      .sort((a, b) => b.asked - a.asked || b.cited - a.cited || (a.policyId < b.policyId ? -1 : 1)),
  };
}

function nameClauses(
  sql: SqlReader,
  cited: CitationFigureRow[],
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
    .flatMap(({ passageId, documentId, n: times }) => {
      const face = faces.get(passageId);
      if (!face || (departmentId !== null && face.departmentId !== departmentId)) return [];
      return [{ documentId, passageId, name: face.name, path: face.path, cited: times }];
    })
    .slice(0, 10);
}
