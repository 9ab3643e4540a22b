import type { AppLoadContext } from '@remix-run/node';
import pino from 'pino';

import { hashToken, newToken } from '~/app/session/secret-token.server';
import { parseSettings } from '~/prisma/settings.server';
import type { TestDatabase } from '~/test/setup/database';

/** A context whose clock the test turns; only what people and sessions need. */
export function makeContext(database: TestDatabase, environment: Record<string, string> = {}) {
  let at = new Date('2026-11-22T02:00:00Z');
  const services = {
    settings: parseSettings({ DATA_DIR: database.dir, ...environment }),
    db: database.db,
    sql: database.reader(),
    now: () => at,
    log: pino({ level: 'silent' }),
    ready: { ready: true },
  };
  const context = {
    services,
    requestId: 'test',
    nonce: 'test',
    address: '203.0.113.7',
  } as unknown as AppLoadContext;
  return {
    context,
    services: services as unknown as AppLoadContext['services'],
    now: () => at,
    pass: (ms: number) => (at = new Date(at.valueOf() + ms)),
  };
}

/** What a Remix loader or action gets. */
export function request(
  address: string,
  options: { token?: string; form?: Record<string, string>; headers?: Record<string, string> } = {},
): Request {
  return new Request(`http://localhost${address}`, {
    method: options.form ? 'POST' : 'GET',
    headers: { ...(options.token && { cookie: `hq_session=${options.token}` }), ...options.headers },
    ...(options.form && { body: new URLSearchParams(options.form) }),
  });
}

let count = 0;

/** A person with roles and firms, signed in; `password` is nobody's until set. */
export async function makePerson(
  database: TestDatabase,
  options: {
    now: Date;
    roles?: { role: string; departmentId?: string }[];
    enterpriseIds?: string[];
    isManager?: boolean;
    passwordHash?: string;
    email?: string;
  },
) {
  count += 1;
  const { db } = database;
  const person = await db.person.create({
    data: {
      loginName: `person${String(count)}`,
      name: `人员${String(count)}`,
      email: options.email ?? null,
      passwordHash: options.passwordHash ?? null,
      appointments: {
        create: (options.roles ?? []).map(({ role, departmentId }) => ({
          role,
          departmentId: departmentId ?? null,
        })),
      },
      memberships: {
        create: (options.enterpriseIds ?? []).map((enterpriseId) => ({
          enterpriseId,
          state: 'active',
          isManager: options.isManager ?? false,
        })),
      },
    },
  });
  const token = newToken();
  const times = { createdAt: options.now, lastSeenAt: options.now };
  const expiresAt = new Date(options.now.valueOf() + 30 * 86_400_000);
  await db.session.create({ data: { id: hashToken(token), personId: person.id, ...times, expiresAt } });
  return { ...person, token };
}

/** A firm without people. */
export async function makeEnterprise(database: TestDatabase, name = '云江测试有限公司') {
  count += 1;
  return database.db.enterprise.create({
    data: { creditCode: `TEST${String(count).padStart(14, '0')}`, name },
  });
}
