import type { FormComponent, FormDefinition } from '../definition/form-definition';
import type { SqlReader } from '~/prisma/database.server';
import { storedInstant } from '~/prisma/stored-instant';

import type { ExportChoice } from './export-choice';

/** Whose applications are read: a form's, as far as the department's cases go, those that were there at a moment. */
export interface ExportScope {
  formId: string;
  departmentId: string;
  choice: ExportChoice;
  until: Date;
}

/** An application as it is read; `data` and `provenance` are JSON as it lies in the database. */
export interface ApplicationRow {
  id: string;
  enterpriseId: string;
  submittedAt: string;
  data: string;
  provenance: string;
  enterpriseName: string;
  creditCode: string;
  receiptNumber: string | null;
  caseNumber: string;
  caseState: string;
  decidedAt: string | null;
  decisionReason: string | null;
}

/** A version of the form, with its applications in order. */
export interface ExportedVersion {
  id: string;
  number: number;
  components: FormComponent[];
}

/** An attachment as the export names it. */
export interface ExportedFile {
  submissionId: string;
  path: string;
  name: string;
  sizeBytes: number;
  sha256: string;
  /** 1 for one that waits for the virus scanner or had a virus: its bytes leave no one's hands. */
  withheld?: number;
}

const batchSize = 250;

/** The versions that anything was filed with, oldest first. */
export function listVersions(sql: SqlReader, formId: string): ExportedVersion[] {
  const rows = sql.all<{ id: string; number: number; definition: string }>(
    `SELECT v.id, v.number, v.definition FROM FormVersion v
      WHERE v.formId = ? AND EXISTS (SELECT 1 FROM Submission s WHERE s.formVersionId = v.id)
      ORDER BY v.number`,
    [formId],
  );
  return rows.map(({ definition, ...row }) => ({
    ...row,
    components: (JSON.parse(definition) as FormDefinition).components,
  }));
}

/** How many applications the scope holds. */
export function countApplications(sql: SqlReader, scope: ExportScope): number {
  const { where, args } = conditions(scope);
  return (
    sql.get<{ n: number }>(
      `SELECT COUNT(*) AS n FROM FormVersion v
         CROSS JOIN Submission s ON s.formVersionId = v.id
         CROSS JOIN "Case" c ON c.id = s.caseId
        WHERE v.formId = ? AND ${where}`,
      [scope.formId, ...args],
    )?.n ?? 0
  );
}

/**
 * A version's applications in the order of their arrival, some hundred at a time: by the index, so that a hundred
 * thousand cost no more memory than the first.
 */
export function* eachApplication(
  sql: SqlReader,
  scope: ExportScope,
  versionId: string,
): Generator<ApplicationRow[]> {
  const { where, args } = conditions(scope);
  const query = `
    SELECT s.id, s.enterpriseId, s.submittedAt, s.data, s.provenance, e.name AS enterpriseName, e.creditCode,
           r.number AS receiptNumber, c.number AS caseNumber, c.state AS caseState,
           d.at AS decidedAt, d.reason AS decisionReason
      FROM Submission s
      CROSS JOIN "Case" c ON c.id = s.caseId
      JOIN Enterprise e ON e.id = s.enterpriseId
      LEFT JOIN Receipt r ON r.submissionId = s.id
      LEFT JOIN CaseEvent d ON d.id = (
        SELECT x.id FROM CaseEvent x WHERE x.caseId = c.id AND x.kind = c.state AND x.kind IN ('approved', 'refused')
         ORDER BY x.number DESC LIMIT 1)
     WHERE s.formVersionId = ? AND (s.submittedAt, s.id) > (?, ?) AND ${where}
     ORDER BY s.submittedAt, s.id LIMIT ${batchSize}`;
  let after = ['', ''];
  for (;;) {
    const rows = sql.all<ApplicationRow>(query, [versionId, ...after, ...args]);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    if (rows.length < batchSize) return;
    after = [last.submittedAt, last.id];
  }
}

/** The attachments of some applications, in order. */
export function listFiles(sql: SqlReader, submissionIds: readonly string[]): ExportedFile[] {
  if (submissionIds.length === 0) return [];
  return sql.all<ExportedFile>(
    `SELECT submissionId, path, name, sizeBytes, sha256, EXISTS (
              SELECT 1 FROM StoredFile f WHERE f.id = Attachment.fileId AND f.scan IN ('waiting', 'infected')) AS withheld
       FROM Attachment
      WHERE submissionId IN (${submissionIds.map(() => '?').join(', ')}) ORDER BY submissionId, path, name, id`,
    submissionIds,
  );
}

/** What goes into a `where` over submission s and its case c: first of all the department. */
function conditions({ departmentId, choice, until }: ExportScope): { where: string; args: string[] } {
  const parts: [text: string, ...args: string[]][] = [
    ['c.departmentId = ?', departmentId],
    ['s.submittedAt <= ?', storedInstant(until)],
  ];
  if (choice.state) parts.push(['c.state = ?', choice.state]);
  if (choice.from)
    parts.push(['s.submittedAt >= ?', storedInstant(new Date(`${choice.from}T00:00:00+08:00`))]);
  if (choice.to)
    parts.push([
      's.submittedAt < ?',
      storedInstant(new Date(new Date(`${choice.to}T00:00:00+08:00`).valueOf() + 86_400_000)),
    ]);
  if (!choice.every)
    parts.push([
      `NOT EXISTS (SELECT 1 FROM Submission n WHERE n.caseId = s.caseId
        AND (n.submittedAt, n.id) > (s.submittedAt, s.id) AND n.submittedAt <= ?)`,
      storedInstant(until),
    ]);
  return { where: parts.map(([text]) => text).join(' AND '), args: parts.flatMap(([, ...args]) => args) };
}
