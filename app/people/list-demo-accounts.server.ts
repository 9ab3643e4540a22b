import type { Services } from '~/app/services.server';
import known from '~/knowledge/library/demo-accounts.json';

/** An account of the sample city whose password anybody may know. */
export interface DemoAccount {
  loginName: string;
  password: string;
  name: string;
  label: string;
  labelEn: string;
}

/**
 * The demo accounts to show at the sign-in; none unless the sample city is on and the person stands in the database
 * as a sample, so that an installation that grew out of its sample never shows passwords.
 */
export async function listDemoAccounts({
  settings,
  db,
}: Pick<Services, 'settings' | 'db'>): Promise<DemoAccount[]> {
  if (!settings.HUIQITONG_SAMPLE_CITY) return [];
  const people = await db.person.findMany({
    where: { isSample: true, disabledAt: null, loginName: { in: known.map(({ loginName }) => loginName) } },
    select: { loginName: true },
  });
  const present = new Set(people.map(({ loginName }) => loginName));
  return known
    .filter(({ loginName }) => present.has(loginName))
    .map(({ loginName, password, name, label, labelEn }) => ({ loginName, password, name, label, labelEn }));
}
