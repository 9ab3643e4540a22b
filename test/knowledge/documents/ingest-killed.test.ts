import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, expect, test } from 'vitest';

import { openReader } from '~/prisma/database.server';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'huiqitong-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = 32;
const articles = 12;

/** A folder of laws, in which every second one is a newer version of the one before it. */
function writeLaws(): string {
  const laws = path.join(folder, 'laws');
  mkdirSync(laws, { recursive: true });
  for (let i = 0; i < files; i += 1) {
    const body = Array.from(
      { length: articles - 1 },
      (_, n) => `第${n + 1}条 企业${i}按照规定享受第${n}类补助。`,
    );
    const effect = `第${articles}条 本条例自${2000 + i}年1月1日起施行。`;
    writeFileSync(
      path.join(laws, `${String(i).padStart(2, '0')}.md`),
      [`# 示例${Math.floor(i / 2)}条例`, ...body, effect].join('\n\n'),
    );
  }
  return laws;
}

/** Runs the command; kills it with SIGKILL after so many lines of its output, if a number is given. */
function ingest(
  laws: string,
  dataDir: string,
  killAfter?: number,
): Promise<{ lines: string[]; code: number | null; errors: string }> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'knowledge/documents/ingest.cli.ts', laws, '--json'],
    {
      cwd: root,
      env: { ...process.env, DATA_DIR: dataDir, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (killAfter !== undefined && output.split('\n').length > killAfter) child.kill('SIGKILL');
  });
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ lines: output.split('\n').filter(Boolean), code, errors })),
  );
}

function look(dataDir: string) {
  const sql = openReader(path.join(dataDir, 'huiqitong.db'));
  try {
    const count = (query: string) => sql.get<{ n: number }>(`SELECT count(*) AS n FROM ${query}`)?.n ?? -1;
    return {
      documents: count('"Document"'),
      passages: count('"Passage"'),
      indexed: count('"PassageIndex"'),
      half: count(
        `"Document" d WHERE (SELECT count(*) FROM "Passage" p WHERE p.documentId = d.id) <> ${articles}`,
      ),
      unindexed: count('"Passage" WHERE id NOT IN (SELECT rowid FROM "PassageIndex")'),
      files: count('"StoredFile"'),
      superseded: count('"Document" WHERE supersededOn IS NOT NULL'),
      openJobs: count(`"Job" WHERE kind = 'embed-passages' AND state IN ('waiting', 'running')`),
    };
  } finally {
    sql.close();
  }
}

test(
  'kill -9 during the ingest of a folder loses nothing and doubles nothing',
  { timeout: 300_000 },
  async () => {
    const laws = writeLaws();
    const dataDir = path.join(folder, 'data');
    for (const killAfter of [1, 9, 23]) {
      const killed = await ingest(laws, dataDir, killAfter);
      expect(killed.code, killed.errors).toBeNull();
      const left = look(dataDir);
      // What had been reported is there, whole, and with its keywords.
      expect(left.documents).toBeGreaterThanOrEqual(killAfter);
      expect(left).toMatchObject({
        half: 0,
        unindexed: 0,
        passages: left.documents * articles,
        indexed: left.documents * articles,
        openJobs: 1,
      });
    }
    const last = await ingest(laws, dataDir);
    expect(last.code, last.errors).toBe(0);
    const { summary } = JSON.parse(last.lines.at(-1) ?? '{}') as { summary: Record<string, number> };
    expect((summary.added ?? 0) + (summary['new-version'] ?? 0) + (summary.unchanged ?? 0)).toBe(files);
    expect(summary.unchanged).toBeGreaterThanOrEqual(23);
    expect(look(dataDir)).toEqual({
      documents: files,
      passages: files * articles,
      indexed: files * articles,
      half: 0,
      unindexed: 0,
      files,
      superseded: files / 2,
      openJobs: 1,
    });
    const again = await ingest(laws, dataDir);
    expect(JSON.parse(again.lines.at(-1) ?? '{}')).toMatchObject({
      summary: { unchanged: files, added: 0, 'new-version': 0 },
    });
  },
);
