import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { openReader } from '~/prisma/database.server';

import { startServer } from '../setup/running-server';

const root = path.resolve(import.meta.dirname, '../..');
const scratch = mkdtempSync(path.join(tmpdir(), 'huiqitong-start-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs `npm start` until it ends by itself. */
function startAndFail(environment: Record<string, string>): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['app/start.js'], {
      cwd: root,
      env: { ...process.env, DATA_DIR: path.join(scratch, 'failing'), PORT: '0', ...environment },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('exit', (code) => resolve({ code, output }));
  });
}

test('a wrong setting stops the start with a sentence that names it', async () => {
  const { code, output } = await startAndFail({ PORT: 'eighty' });
  expect(code).toBe(1);
  expect(output).toContain('PORT is "eighty"');
  expect(output).not.toContain('at ');
});

test('a data folder that cannot be written stops the start with a sentence', async () => {
  const file = path.join(scratch, 'a-file');
  writeFileSync(file, '');
  const { code, output } = await startAndFail({ DATA_DIR: file });
  expect(code).toBe(1);
  expect(output).toContain(`The data folder ${file} can't be written to`);
});

test('a taken port stops the start with a sentence', async () => {
  const blocker = createServer();
  const port = await new Promise<number>((resolve) =>
    blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port)),
  );
  const { code, output } = await startAndFail({
    PORT: String(port),
    HUIQITONG_SAMPLE_CITY: 'off',
    HOST: '127.0.0.1',
  });
  blocker.close();
  expect(code).toBe(1);
  expect(output).toContain(`Port ${port} is taken`);
});

test('the sample city with its public passwords is not served to other machines', async () => {
  const { code, output } = await startAndFail({ HOST: '0.0.0.0' });
  expect(code).toBe(1);
  expect(output).toContain('demo passwords are public');
});

test('a first start killed at any moment is finished by the next one, with nothing twice', async () => {
  const whole = await startServer({}, path.join(scratch, 'whole'));
  await whole.stop();
  const expected = countRows(path.join(scratch, 'whole'));
  expect(expected.Document).toBeGreaterThan(0);

  const dataDir = path.join(scratch, 'killed');
  for (const afterMs of [700, 1_500, 2_500, 4_000]) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'app/commands/start.ts'], {
      cwd: root,
      env: {
        ...process.env,
        DATA_DIR: dataDir,
        PORT: '0',
        LOG_LEVEL: 'error',
        CHAT_MODEL: 'off',
        NODE_ENV: 'production',
      },
      stdio: 'ignore',
    });
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    child.kill('SIGKILL');
    await new Promise((resolve) =>
      child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve(null),
    );
  }
  const finished = await startServer({}, dataDir);
  await finished.stop();
  expect(countRows(dataDir)).toEqual(expected);
});

function countRows(dataDir: string): Record<string, number> {
  const sql = openReader(path.join(dataDir, 'huiqitong.db'));
  const tables = [
    'Document',
    'Passage',
    'PolicyVersion',
    'Enterprise',
    'Fact',
    'Person',
    'Appointment',
    'Membership',
    'FormVersion',
    'Department',
  ];
  const counts = Object.fromEntries(
    tables.map((table) => [table, sql.get<{ n: number }>(`SELECT count(*) AS n FROM "${table}"`)?.n ?? 0]),
  );
  sql.close();
  return counts;
}
