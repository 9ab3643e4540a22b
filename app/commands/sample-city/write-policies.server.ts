import { readLibraryPolicies } from '~/knowledge/library/read-library.server';
import type { Prisma } from '~/prisma/generated/client';

import { sampleId, type StageContext } from './city-stage';

/** The policies, each with its first version published and tied to its form. */
export async function writePolicies({ db, now, today, step }: StageContext): Promise<void> {
  const policies = [...readLibraryPolicies(today)];
  const forms = await db.form.findMany({ select: { id: true, path: true } });
  const formIds = new Map(forms.map(({ id, path }) => [path, id]));
  const at = now();
  await db.$transaction(async (tx) => {
    for (const [id, policy] of policies) {
      const { departmentId, formPath, content, ...columns } = policy;
      await tx.policy.upsert({
        where: { id },
        create: { id, departmentId, isSample: true, createdAt: at },
        update: {},
      });
      await tx.policyVersion.upsert({
        where: { policyId_number: { policyId: id, number: 1 } },
        create: {
          id: sampleId(id, '1'),
          policyId: id,
          number: 1,
          state: 'published',
          ...columns,
          content: content as unknown as Prisma.InputJsonObject,
          formId: formPath === undefined ? null : requireForm(formIds, formPath),
          createdAt: at,
          publishedAt: at,
        },
        update: {},
      });
    }
  });
  step(policies.length, policies.length);
}

function requireForm(formIds: ReadonlyMap<string, string>, path: string): string {
  const id = formIds.get(path);
  if (id === undefined) throw new Error(`The library has no form ${path}`);
  return id;
}
