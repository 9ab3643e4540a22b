import { tellPerson } from '~/app/people/tell-person.server';
import type { TellDispute } from '~/knowledge/enterprises/decide-dispute.server';

/** Tells the person who raised a dispute what came of it. */
export function tellDispute(now: Date): TellDispute {
  return (tx, { personId, enterpriseId, departmentId, label, outcome, reason, id }) =>
    tellPerson(
      tx,
      {
        personId,
        enterpriseId,
        departmentId,
        kind: `dispute-${outcome}`,
        params: { fact: label, reason },
        link: '/my/facts',
        dedupeKey: `dispute:${id}`,
      },
      { now, byMail: true },
    );
}
