import { anonymousReader, type HeldRole, type Reader } from '~/prisma/access/reader';
import type { Db, SqlReader } from '~/prisma/database.server';

import { hashToken } from './secret-token.server';
import { touchEveryMs } from './session-limits';

interface ApiKeyRow {
  id: string;
  prefix: string;
  role: string;
  enterpriseId: string | null;
  departmentId: string | null;
  lastUsedAt: string | null;
}

/** The program behind a bearer key, or null when the key is unknown or was revoked. */
export async function readApiKey(
  deps: { db: Db; sql: SqlReader; now: Date },
  key: string,
): Promise<Reader | null> {
  const row = deps.sql.get<ApiKeyRow>(
    'SELECT id, prefix, role, enterpriseId, departmentId, lastUsedAt FROM ApiKey WHERE keyHash = ? AND revokedAt IS NULL',
    [hashToken(key)],
  );
  if (!row) return null;
  if (!row.lastUsedAt || deps.now.valueOf() - new Date(row.lastUsedAt).valueOf() >= touchEveryMs) {
    await deps.db.apiKey.updateMany({ where: { id: row.id }, data: { lastUsedAt: deps.now } });
  }
  const isMember = row.role === 'member';
  return {
    ...anonymousReader,
    kind: 'key',
    keyId: row.id,
    name: row.prefix,
    enterpriseId: isMember ? row.enterpriseId : null,
    enterpriseIds: isMember && row.enterpriseId ? [row.enterpriseId] : [],
    appointments: isMember ? [] : [{ role: row.role as HeldRole['role'], departmentId: row.departmentId }],
  };
}

/** The key in an Authorization header; null when the header is absent or of another scheme. */
export function readBearerKey(authorization: string | null): string | null {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null;
}
