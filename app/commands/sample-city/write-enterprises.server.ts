import { placeObservations } from '~/knowledge/library/place-observations';
import { readLibraryEnterprises } from '~/knowledge/library/read-library.server';
import type { LibraryEnterprise } from '~/knowledge/library/library-schema';
import type { Tx } from '~/prisma/database.server';

import { sampleId, type StageContext } from './city-stage';

/** The invented firms with their facts, one transaction a firm. */
export async function writeEnterprises({ db, now, today, step }: StageContext): Promise<void> {
  const enterprises = [...readLibraryEnterprises(today)];
  for (const [index, [slug, enterprise]] of enterprises.entries()) {
    const { creditCode } = enterprise;
    if ((await db.enterprise.count({ where: { creditCode } })) === 0) {
      await db.$transaction((tx) => writeEnterprise(tx, slug, enterprise, { today, at: now() }));
    }
    step(index + 1, enterprises.length);
  }
}

async function writeEnterprise(
  tx: Tx,
  slug: string,
  enterprise: LibraryEnterprise,
  { today, at }: { today: string; at: Date },
): Promise<void> {
  const id = sampleId(slug);
  const { creditCode, name, region, industry } = enterprise;
  await tx.enterprise.create({
    data: { id, creditCode, name, region, industry, isSample: true, createdAt: at },
  });
  await tx.fact.createMany({
    data: placeObservations(enterprise, today).map(({ observedOn, ...fact }) => {
      // Registers are read in the morning; before that hour of the day of seeding it is now.
      const seenAt = new Date(Math.min(Date.parse(`${observedOn}T09:00:00+08:00`), at.valueOf()));
      return {
        ...fact,
        id: sampleId(slug, fact.key, ...(fact.period === '' ? [] : [fact.period])),
        enterpriseId: id,
        observedAt: seenAt,
        // Recorded when it was seen, so that the verdict of a past day has facts to go by.
        recordedAt: seenAt,
        isSample: true,
      };
    }),
  });
}
