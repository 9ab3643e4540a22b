const minuteMs = 60_000;

/** How long after it was sent a message is asked about, in minutes. 钉钉 answers for 24 hours. */
const askMinutes = [2, 10, 60, 6 * 60, 23 * 60] as const;

/** When to ask for the first time. */
export function firstAskAt(sentAt: Date): Date {
  return new Date(sentAt.valueOf() + askMinutes[0] * minuteMs);
}

/** When to ask again after a look that told nothing; null after the last one. */
export function nextAskAt(sentAt: Date, now: Date): Date | null {
  const next = askMinutes.find((minutes) => sentAt.valueOf() + minutes * minuteMs > now.valueOf());
  return next === undefined ? null : new Date(sentAt.valueOf() + next * minuteMs);
}
