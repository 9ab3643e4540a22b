import type { TellPerson } from '~/knowledge/documents/told/tell-askers.server';
import type { Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { readTurningPoints } from './calendar-change.server';
import { mayPublishItself, type GateFinding } from './gate-finding';
import type { StoredChange } from './publish-change.server';

/**
 * Tells the desk of a check that leaves something to do: a change that waits for a person's decision, and a day of the
 * calendar on which questions lose their answer. Once a person, change and outcome.
 */
export async function tellOfCheck(
  tx: Tx,
  tell: TellPerson,
  change: StoredChange,
  finding: GateFinding,
  now: Date,
): Promise<void> {
  const lost = finding.worse.length + finding.explained.length;
  const isCalendar = change.kind === 'calendar';
  if (isCalendar ? lost === 0 : mayPublishItself(finding)) return;
  const people = await tx.appointment.findMany({
    where: {
      person: { disabledAt: null },
      OR: isCalendar ? keepersOf(change) : deciders(change),
    },
    select: { personId: true },
    distinct: ['personId'],
  });
  for (const { personId } of people)
    await tell(
      tx,
      {
        personId,
        kind: isCalendar ? 'calendar-turns' : 'change-undecided',
        params: { title: change.title, count: String(lost) },
        link: `/desk/changes/${change.id}`,
        dedupeKey: `change:${change.id}:${finding.outcome}:${personId}`,
      },
      { now, byMail: isCalendar },
    );
}

/** Who proposed it, and who may decide in its department; administrators for the whole city's. */
function deciders({ departmentId, proposedById }: StoredChange): Prisma.AppointmentWhereInput[] {
  return [
    ...(proposedById === null ? [] : [{ personId: proposedById }]),
    departmentId === null
      ? { role: 'administrator' }
      : { departmentId, role: { in: ['designer', 'helpdesk'] } },
  ];
}

/** The departments that keep what turns, and the administrators. */
function keepersOf({ payload }: StoredChange): Prisma.AppointmentWhereInput[] {
  const { documents } = readTurningPoints(payload);
  const departments = documents.flatMap(({ departmentId }) => departmentId ?? []);
  return [
    { role: 'administrator' },
    { departmentId: { in: departments }, role: { in: ['designer', 'helpdesk'] } },
  ];
}
