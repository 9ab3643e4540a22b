import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { hashPassword } from '~/app/session/hash-password.server';
import { buildCity } from '~/test/forms/small-city';
import { useDatabase } from '~/test/setup/database';

import { openFormioServer } from './formio-server';

const database = useDatabase();
const text = readFileSync(path.resolve(import.meta.dirname, '../../../docs/formio-api.md'), 'utf8');
const script = [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, code]) => code ?? '').join('\n');
let server: Awaited<ReturnType<typeof openFormioServer>>;

beforeAll(async () => {
  const { db } = database;
  await buildCity(db);
  const designs = { departmentId: 'science', role: 'designer' };
  await db.person.create({ data: { loginName: 'zhou', name: '周敏', appointments: { create: designs } } });
  await db.appointment.create({ data: { personId: 'wu', departmentId: 'science', role: 'reviewer' } });
  for (const loginName of ['lin', 'zhou', 'wu']) {
    const passwordHash = await hashPassword(`yunjiang-${loginName}`);
    await db.person.update({ where: { loginName }, data: { passwordHash } });
  }
  server = await openFormioServer(database);
});
afterAll(() => server.close());

it('every example of the document works as it stands, in order', async () => {
  const run = promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
    env: { ...process.env, BASE: server.url },
  });
  const { stdout } = await run.catch((error: unknown) => {
    throw new Error(`${String((error as { stdout?: string }).stdout)}\n${String(error)}`);
  });
  expect(stdout).toContain('"caseState":"submitted"');
  expect(stdout).toContain('_id');
  const [form] = await database.db.form.findMany({ where: { path: 'equipment-renewal' } });
  expect(form?.withdrawnAt).not.toBeNull();
  const states = await database.db.case.findMany({ select: { state: true }, orderBy: { createdAt: 'asc' } });
  expect(states.map(({ state }) => state).sort()).toEqual(['submitted', 'withdrawn']);
});

it.each([
  'user/login',
  'current',
  'logout',
  'access',
  'role',
  'form',
  'form/$FORM',
  'form/$FORM/publish',
  'form/$FORM/submission',
  'form/$FORM/submission/$DRAFT',
  'form/$FORM/export',
  'equipment-renewal',
  'equipment-renewal/submission',
  'equipment-renewal/export',
])('the document has an example of /formio/%s', (address) => {
  expect(script).toMatch(new RegExp(`\\$BASE/${address.replaceAll('$', '\\$')}["?]`));
});
