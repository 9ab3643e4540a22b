import { hashPassword } from '~/app/session/hash-password.server';
import type { DemoAccount } from '~/knowledge/library/library-schema';
import { readDemoAccounts } from '~/knowledge/library/read-library.server';
import type { Tx } from '~/prisma/database.server';

import { sampleId, type StageContext } from './city-stage';

/** The demo people with their appointments and the firms that they act for. */
export async function writePeople({ db, now, step }: StageContext): Promise<void> {
  const accounts = readDemoAccounts();
  const at = now();
  for (const [index, account] of accounts.entries()) {
    if ((await db.person.count({ where: { loginName: account.loginName } })) === 0) {
      const passwordHash = await hashPassword(account.password);
      await db.$transaction((tx) => writePerson(tx, account, { passwordHash, at }));
    }
    step(index + 1, accounts.length);
  }
}

async function writePerson(
  tx: Tx,
  { loginName, name, appointments, memberships }: DemoAccount,
  { passwordHash, at }: { passwordHash: string; at: Date },
): Promise<void> {
  await tx.person.create({
    data: {
      id: sampleId(loginName),
      loginName,
      name,
      passwordHash,
      isSample: true,
      createdAt: at,
      appointments: { create: appointments.map((appointment) => ({ ...appointment, createdAt: at })) },
      memberships: {
        create: memberships.map(({ enterprise, isManager }, index) => ({
          id: sampleId(loginName, enterprise),
          enterpriseId: sampleId(enterprise),
          state: 'active',
          isManager,
          // The first firm of the list is the one that a session begins with.
          createdAt: new Date(at.valueOf() + index),
          decidedAt: at,
        })),
      },
    },
  });
}
