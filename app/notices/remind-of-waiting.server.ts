import { peopleToTell } from '~/app/opportunities/tell-opportunity.server';
import { tellPerson, type PersonMessage } from '~/app/people/tell-person.server';
import { listWaitingReturns } from '~/forms/cases/list-waiting-returns.server';
import { listWaitingDrafts } from '~/forms/submission/list-waiting-drafts.server';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { listMissingFacts } from '~/knowledge/policies/opportunities/list-missing-facts.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

/** The queue's name of the work. */
export const remindOfWaitingJob = 'remind-of-waiting';

interface Dependencies {
  db: Db;
  now: () => Date;
}

/**
 * Reminds people of what waits for them: a draft that was begun, a case that came back, a fact that would decide. Each
 * once, a draft again once it was touched since. The reminder is a notice, and leaves with the next digest. Returns how
 * many people heard.
 */
export async function remindOfWaiting(deps: Dependencies, signal?: AbortSignal): Promise<number> {
  const now = deps.now();
  const tells = [
    ...(await draftReminders(deps)),
    ...(await returnReminders(deps)),
    ...(await factReminders(deps)),
  ];
  let heard = 0;
  for (const tell of tells) {
    if (signal?.aborted) break;
    heard += await deps.db.$transaction(async (tx) => {
      let count = 0;
      for (const message of await tell(tx))
        if (await tellPerson(tx, message, { now, byMail: true })) count += 1;
      return count;
    });
  }
  return heard;
}

type Tell = (tx: Tx) => Promise<PersonMessage[]>;

async function draftReminders({ db, now }: Dependencies): Promise<Tell[]> {
  const drafts = await listWaitingDrafts(db, now());
  return drafts.map(
    ({ draftId, personId, enterpriseId, title, titleEn, updatedAt, reminderKey }) =>
      async (tx) => {
        const person = await tx.person.findUnique({ where: { id: personId }, select: { locale: true } });
        return [
          {
            ...{ personId, enterpriseId, kind: 'reminder-draft', link: `/drafts/${draftId}` },
            params: {
              title: person?.locale === 'en' ? (titleEn ?? title) : title,
              date: cityDate(updatedAt),
            },
            subject: `draft:${draftId}`,
            dedupeKey: `${reminderKey}:${personId}`,
          },
        ];
      },
  );
}

async function returnReminders({ db, now }: Dependencies): Promise<Tell[]> {
  const returns = await listWaitingReturns(db, now());
  return returns.map(
    ({ caseId, enterpriseId, departmentId, title, returnedAt, reminderKey }) =>
      async (tx) => {
        const members = await tx.membership.findMany({
          where: { enterpriseId, state: 'active', person: { disabledAt: null } },
          select: { personId: true },
        });
        return members.map(({ personId }) => ({
          ...{ personId, enterpriseId, departmentId, kind: 'reminder-returned' },
          ...{ link: `/my/applications/${caseId}`, subject: `case:${caseId}` },
          params: { title, date: cityDate(returnedAt) },
          dedupeKey: `${reminderKey}:${personId}`,
        }));
      },
  );
}

async function factReminders({ db, now }: Dependencies): Promise<Tell[]> {
  const missing = await listMissingFacts(db, now());
  if (missing.length === 0) return [];
  const catalogue = await loadCatalogue(db);
  return missing.flatMap(({ enterpriseId, key, policies, reminderKey }) => {
    const label = catalogue.get(key)?.label;
    if (!label) return [];
    return async (tx: Tx) =>
      (await peopleToTell(tx, enterpriseId)).map(({ id: personId, locale }) => ({
        ...{ personId, enterpriseId, kind: 'reminder-facts', link: '/my/benefits' },
        ...{ subject: `facts:${enterpriseId}`, dedupeKey: `${reminderKey}:${personId}` },
        params: { fact: locale === 'en' ? label.en : label.zh, n: String(policies) },
      }));
  });
}
