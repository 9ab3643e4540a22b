import { readLibraryDepartments, readLibraryFactDefinitions } from '~/knowledge/library/read-library.server';
import type { Prisma } from '~/prisma/generated/client';

import type { StageContext } from './city-stage';

/** The city's departments, and the facts that they add to the catalogue. */
export async function writeDepartments({ db, step }: StageContext): Promise<void> {
  const departments = readLibraryDepartments();
  const definitions = readLibraryFactDefinitions();
  await db.$transaction(async (tx) => {
    for (const { id, name, nameEn } of departments) {
      await tx.department.upsert({
        where: { id },
        create: { id, name, nameEn, region: '359900', phone: '12345', isSample: true },
        update: {},
      });
    }
    for (const definition of definitions) {
      const json = definition as unknown as Prisma.InputJsonObject;
      await tx.factDefinition.upsert({
        where: { key: definition.key },
        create: { key: definition.key, definition: json },
        update: {},
      });
    }
  });
  step(1, 1);
}
