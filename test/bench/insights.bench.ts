import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { sumFigures } from '~/knowledge/helpdesk/figures/sum-figures.server';
import { getInsights } from '~/knowledge/helpdesk/get-insights.server';
import { anonymousReader } from '~/prisma/access/reader';
import { openDatabase, openReader } from '~/prisma/database.server';
import { migrateDatabase } from '~/prisma/migrate.server';
import { openConnection } from '~/prisma/sqlite-connection.server';

/** Times the desk's figures over 100,000 turns and 200,000 citations of 90 days: `npx tsx test/bench/insights.bench.ts`. */
const turns = 100_000;
const dir = mkdtempSync(path.join(tmpdir(), 'huiqitong-insights-'));
const file = path.join(dir, 'bench.db');
migrateDatabase(file);
const now = new Date('2026-11-20T02:00:00Z');
const connection = openConnection(file);
connection.exec(`
  INSERT INTO "Department" (id, name) VALUES ('data', '数据局');
  INSERT INTO "Document" (id, titleKey, title, metadata, textHash, text, format)
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 199)
    SELECT 'd' || i, 'd' || i, '文件' || i, '{}', 'h' || i, '', 'md' FROM n;
  INSERT INTO "Passage" (id, documentId, number, path, text, textHash, start, end)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
    SELECT i, 'd' || (i % 200), i, '第' || i || '条', '内容', 'p' || i, 0, 2 FROM n;
  INSERT INTO "Policy" (id, departmentId) WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 49)
    SELECT 'p' || i, 'data' FROM n;
  INSERT INTO "PolicyVersion" (id, policyId, number, state, title, content, effectiveFrom)
    SELECT 'v' || id, id, 1, 'published', id, '{"sources":[]}', '2025-01-01' FROM "Policy";
  INSERT INTO "Conversation" (id, title, statedFacts, updatedAt) VALUES ('c', 'c', '{}', '2026-11-20T00:00:00.000+00:00');
  INSERT INTO "Turn" (id, conversationId, number, message, intent, mode, answer, outcome, tookMs, createdAt, policyId)
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${turns - 1})
    SELECT 't' || i, 'c', i, '问题', CASE i % 5 WHEN 0 THEN 'check-eligibility' ELSE 'ask-policy' END, 'extractive',
           json_object('text', hex(zeroblob(1000))), CASE i % 7 WHEN 0 THEN 'not-found' WHEN 1 THEN 'refused' ELSE 'answered' END,
           20, strftime('%Y-%m-%dT%H:%M:%S.000+00:00', '2026-11-20', '-' || (i * 77 % 7776000) || ' seconds'),
           CASE WHEN i % 3 = 0 THEN 'p' || (i % 50) END FROM n;
  INSERT INTO "Citation" (turnId, n, passageId, documentId, quote)
    SELECT "Turn".id, k.value, 1 + (number * 31 + k.value) % 4000, 'd' || ((1 + (number * 31 + k.value) % 4000) % 200), '内容'
      FROM "Turn", json_each('[1,2]') k;
  ANALYZE;`);
connection.close();
const [db, sql] = [openDatabase(file), openReader(file)];
const summing = performance.now();
const summed = await sumFigures({ db, now: () => now });
console.log(JSON.stringify({ turns, days: summed, summedMs: Math.round(performance.now() - summing) }));
for (const days of [30, 90, 365]) {
  for (const departmentId of [null, 'data']) {
    const took: number[] = [];
    const cpu: number[] = [];
    for (let run = 0; run < 9; run += 1) {
      const startedAt = performance.now();
      const before = process.cpuUsage();
      getInsights(
        { sql, now: () => now },
        { ...anonymousReader, appointments: [{ role: 'helpdesk', departmentId: 'data' }] },
        { days, departmentId },
      );
      took.push(performance.now() - startedAt);
      const { user, system } = process.cpuUsage(before);
      cpu.push((user + system) / 1_000);
    }
    for (const list of [took, cpu]) list.sort((a, b) => a - b);
    console.log(
      JSON.stringify({
        turns,
        days,
        departmentId,
        medianMs: Math.round(took[4] ?? 0),
        worstMs: Math.round(took[8] ?? 0),
        // What it takes of a processor: tells the work from the waiting on a busy machine.
        medianCpuMs: Math.round(cpu[4] ?? 0),
      }),
    );
  }
}
sql.close();
await db.$disconnect();
rmSync(dir, { recursive: true, force: true });
