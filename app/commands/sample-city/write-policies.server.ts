import { readLibraryPolicies } from '~/knowledge/library/read-library.server';
import type { Prisma } from '~/prisma/generated/client';

import { sampleId, type StageContext } from './city-stage';

/** On a busy machine sixty policies take longer than a transaction is given otherwise. */
const patience = { maxWait: 30_000, timeout: 60_000 };

/** The policies, each with its versions published and the current one tied to its form. */
export async function writePolicies({ db, now, today, step }: StageContext): Promise<void> {
  const policies = [...readLibraryPolicies(today)];
  const forms = await db.form.findMany({ select: { id: true, path: true } });
  const formIds = new Map(forms.map(({ id, path }) => [path, id]));
  const at = now();
  await db.$transaction(async (tx) => {
    for (const [id, { departmentId, formPath, tests, earlier, ...current }] of policies) {
      await tx.policy.upsert({
        where: { id },
        create: { id, departmentId, isSample: true, createdAt: at },
        update: {},
      });
      const formId = formPath === undefined ? null : requireForm(formIds, formPath);
      const versions = [...earlier.map((version) => ({ ...version, formId: null })), { ...current, formId }];
      for (const [index, version] of versions.entries()) {
        const number = index + 1;
        await tx.policyVersion.upsert({
          where: { policyId_number: { policyId: id, number } },
          create: {
            ...version,
            id: sampleId(id, String(number)),
            policyId: id,
            number,
            state: 'published',
            content: version.content as unknown as Prisma.InputJsonObject,
            // The cases prove the version that counts now.
            tests: number === versions.length ? (tests as unknown as Prisma.InputJsonArray) : [],
            createdAt: at,
            publishedAt: at,
          },
          update: {},
        });
      }
    }
  }, patience);
  step(policies.length, policies.length);
}

function requireForm(formIds: ReadonlyMap<string, string>, path: string): string {
  const id = formIds.get(path);
  if (id === undefined) throw new Error(`The library has no form ${path}`);
  return id;
}
