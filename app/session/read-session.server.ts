import type { HeldRole, Reader } from '~/prisma/access/reader';
import { anonymousReader } from '~/prisma/access/reader';
import type { Db, SqlReader } from '~/prisma/database.server';

import { hashToken } from './secret-token.server';
import { isSessionAlive, touchEveryMs } from './session-limits';

interface SessionRow {
  id: string;
  personId: string;
  enterpriseId: string | null;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
  name: string;
}

/**
 * The person behind a session's token with the roles and firms held at this very moment: a role that was taken away
 * is gone with the next request. Null when the session ended, was idle too long, or the person was disabled.
 */
export async function readSession(
  deps: { db: Db; sql: SqlReader; now: Date },
  token: string,
): Promise<Reader | null> {
  const row = deps.sql.get<SessionRow>(
    `SELECT s.id, s.personId, s.enterpriseId, s.createdAt, s.lastSeenAt, s.expiresAt, p.name
       FROM Session s JOIN Person p ON p.id = s.personId WHERE s.id = ? AND p.disabledAt IS NULL`,
    [hashToken(token)],
  );
  if (!row) return null;
  const appointments = deps.sql.all<HeldRole>(
    'SELECT role, departmentId FROM Appointment WHERE personId = ? ORDER BY createdAt, id',
    [row.personId],
  );
  const lastSeenAt = new Date(row.lastSeenAt);
  const times = { createdAt: new Date(row.createdAt), lastSeenAt, expiresAt: new Date(row.expiresAt) };
  if (!isSessionAlive(times, appointments.length > 0, deps.now)) return null;
  if (deps.now.valueOf() - lastSeenAt.valueOf() >= touchEveryMs) {
    await deps.db.session.updateMany({ where: { id: row.id }, data: { lastSeenAt: deps.now } });
  }
  const enterpriseIds = deps.sql
    .all<{ enterpriseId: string }>(
      `SELECT enterpriseId FROM Membership WHERE personId = ? AND state = 'active' ORDER BY isManager DESC, createdAt, id`,
      [row.personId],
    )
    .map(({ enterpriseId }) => enterpriseId);
  const chosen = enterpriseIds.find((id) => id === row.enterpriseId);
  return {
    ...anonymousReader,
    kind: 'person',
    personId: row.personId,
    name: row.name,
    enterpriseId: chosen ?? enterpriseIds[0] ?? null,
    enterpriseIds,
    appointments,
  };
}
