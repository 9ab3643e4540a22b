const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long a session lives. Desk: other firms' records lie open on a counter's screen, so it ends after 30 minutes
 * without a request (等保 2.0 8.1.4.1 asks for an end of idle sessions) and with the working day at the latest.
 * Members see their own firm only and come back over a few days of filling in a form.
 */
export const sessionLimits = {
  desk: { idleMs: 30 * minute, absoluteMs: 12 * hour },
  member: { idleMs: 7 * day, absoluteMs: 30 * day },
} as const;

/** Last-seen is written at most this often, so that reading pages doesn't become writing. */
export const touchEveryMs = minute;

/** What decides whether a session is alive. */
export interface SessionTimes {
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

/** Whether the session still counts at `now`; the limits follow the roles held now, not those at sign-in. */
export function isSessionAlive(times: SessionTimes, isStaff: boolean, now: Date): boolean {
  const limits = isStaff ? sessionLimits.desk : sessionLimits.member;
  const at = now.valueOf();
  return (
    at < times.expiresAt.valueOf() &&
    at - times.createdAt.valueOf() < limits.absoluteMs &&
    at - times.lastSeenAt.valueOf() < limits.idleMs
  );
}
