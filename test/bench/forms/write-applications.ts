import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { openWriter, type SqlWriter } from '~/prisma/database.server';
import { storedFilePath } from '~/prisma/files/store-file.server';
import { migrateDatabase } from '~/prisma/migrate.server';

/** The form that the applications were filed with. */
export const writtenForm = 'form';

const fields = 40;
const boundFields = 10;
const fileEvery = 10;

/** A city with so many applications of 40 fields, ten of them filled in advance, every tenth with an attachment of 4 KB; nothing where it stands already. */
export function writeApplications(dir: string, count: number): void {
  const file = path.join(dir, 'huiqitong.db');
  if (existsSync(file)) return;
  mkdirSync(dir, { recursive: true });
  migrateDatabase(file);
  const sql = openWriter(file);
  const sha256 = writeAttachment(path.join(dir, 'files'));
  const components = Array.from({ length: fields }, (_, n) => ({
    ...{ type: n % 4 === 0 ? 'number' : 'textfield', key: `field${n}`, label: `第 ${n + 1} 项`, input: true },
  }));
  sql.transaction(() => {
    sql.run(`INSERT INTO Department (id, name) VALUES ('science', '市科技局')`);
    sql.run(`INSERT INTO Person (id, loginName, name) VALUES ('reviewer', 'reviewer', '审核')`);
    sql.run(
      `INSERT INTO Appointment (id, personId, departmentId, role) VALUES ('a', 'reviewer', 'science', 'reviewer')`,
    );
    sql.run(`INSERT INTO Form (id, path, departmentId) VALUES ('form', 'form', 'science')`);
    sql.run(
      `INSERT INTO FormVersion (id, formId, number, state, title, definition, updatedAt)
       VALUES ('version', 'form', 1, 'published', '申请表', ?, ?)`,
      [JSON.stringify({ components }), '2026-01-01T00:00:00.000+00:00'],
    );
    for (let n = 0; n < 1000; n += 1)
      sql.run('INSERT INTO Enterprise (id, creditCode, name) VALUES (?, ?, ?)', [
        `e${n}`,
        `91359900MA${String(n).padStart(8, '0')}`,
        `云江第 ${n} 企业有限公司`,
      ]);
  });
  const step = 5000;
  for (let from = 0; from < count; from += step)
    sql.transaction(() => writeSome(sql, from, Math.min(count, from + step), sha256));
  sql.close();
}

/** The applications from – to, by one statement a table: a statement each would cost more than what is measured. */
function writeSome(sql: SqlWriter, from: number, to: number, sha256: string): void {
  const numbers = `WITH RECURSIVE n(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM n WHERE n + 1 < ${to})`;
  const at = `strftime('%Y-%m-%dT%H:%M:%S.000+00:00', '2026-01-01', '+' || n || ' minutes')`;
  const values = Array.from({ length: fields }, (_, field) =>
    field % 4 === 0
      ? `'field${field}', n * ${field}`
      : `'field${field}', '第 ' || n || ' 份申报所填的内容，第 ${field} 项'`,
  );
  const sources = Array.from(
    { length: boundFields },
    (_, field) => `'field${field}', json_object('fact', 'fact.${field}', 'source', '市场监管局')`,
  );
  sql.run(
    `${numbers} INSERT INTO "Case" (id, number, departmentId, enterpriseId, formId, title, dueOn, createdAt, updatedAt)
     SELECT 'c' || n, 'BJ' || n, 'science', 'e' || (n % 1000), 'form', '申请表', '2026-12-01', ${at}, ${at} FROM n`,
  );
  sql.run(
    `${numbers} INSERT INTO Submission (id, formVersionId, enterpriseId, personId, data, provenance, dropped, submittedAt, caseId)
     SELECT 's' || n, 'version', 'e' || (n % 1000), 'p', json_object(${values.join(', ')}), json_object(${sources.join(', ')}), '[]', ${at}, 'c' || n FROM n`,
  );
  sql.run(
    `${numbers} INSERT INTO Receipt (number, submissionId, issuedAt, digest)
     SELECT printf('HZ%09d', n), 's' || n, ${at}, 'x' FROM n`,
  );
  sql.run(
    `${numbers} INSERT INTO Attachment (id, submissionId, path, fileId, name, mediaType, sizeBytes, sha256)
     SELECT 'a' || n, 's' || n, 'report', 'f', '审计报告.pdf', 'application/pdf', 4096, ? FROM n WHERE n % ${fileEvery} = 0`,
    [sha256],
  );
}

function writeAttachment(filesDir: string): string {
  const bytes = Buffer.alloc(4096, 'attachment ');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const place = storedFilePath(filesDir, sha256);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, bytes);
  return sha256;
}
