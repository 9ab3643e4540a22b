import type { PublishedPolicy } from '../published-policy';

/** What a quota is counted over on a day: the calendar year, or the version of the policy. */
export function periodOf(policy: Pick<PublishedPolicy, 'content' | 'versionId'>, day: string): string {
  return policy.content.quota?.per === 'version' ? policy.versionId : day.slice(0, 4);
}

/** The first day of the next period where it is known: new places each year. */
export function nextPeriodOn(policy: Pick<PublishedPolicy, 'content'>, day: string): string | null {
  return policy.content.quota?.per === 'year' ? `${Number(day.slice(0, 4)) + 1}-01-01` : null;
}
