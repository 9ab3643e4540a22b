import { tellPerson } from '~/knowledge/policies/push/tell-person.server';
import type { Reader } from '~/prisma/access/reader';
import type { Tx } from '~/prisma/database.server';

interface ToldVersion {
  id: string;
  formId: string;
  number: number;
  title: string;
  revision: number;
}

const linkOf = ({ formId }: ToldVersion) => `/desk/forms/${formId}/versions`;

/** Tells everybody of the department who may decide that a version waits for a second person. */
export async function tellSecondPersons(
  tx: Tx,
  reader: Reader,
  version: ToldVersion & { departmentId: string; updatedById: string | null; createdById: string | null },
  now: Date,
): Promise<void> {
  const first = new Set([reader.personId, version.updatedById ?? version.createdById]);
  const held = await tx.appointment.findMany({
    where: { departmentId: version.departmentId, role: { in: ['designer', 'reviewer'] } },
    select: { personId: true },
  });
  for (const personId of new Set(held.map((row) => row.personId))) {
    if (first.has(personId)) continue;
    await tellPerson(
      tx,
      {
        personId,
        kind: 'form-proposed',
        params: { title: version.title, number: String(version.number), by: reader.name ?? '' },
        link: linkOf(version),
        dedupeKey: `form-proposed:${version.id}:${version.revision}:${now.toISOString()}:${personId}`,
      },
      { now, byMail: true },
    );
  }
}

/** Tells whoever proposed the version what the second person decided. */
export async function tellOfForm(
  tx: Tx,
  version: ToldVersion & { proposedById: string | null },
  { kind, reason }: { kind: 'form-sent-back' | 'form-published'; reason: string },
  now: Date,
): Promise<void> {
  if (version.proposedById === null) return;
  await tellPerson(
    tx,
    {
      personId: version.proposedById,
      kind,
      params: { title: version.title, number: String(version.number), reason },
      link: linkOf(version),
      dedupeKey: `${kind}:${version.id}:${version.revision}:${now.toISOString()}`,
    },
    { now, byMail: true },
  );
}
