import * as formio from '~/app/routes/formio.$';
import { hashPassword } from '~/app/session/hash-password.server';
import type { TestDatabase } from '~/test/setup/database';
import { openRouteServer } from '~/test/setup/route-server';

export const password = '云江-correct-horse';

/** The platform's own server with form.io's addresses. */
export async function openFormioServer(database: TestDatabase) {
  const server = await openRouteServer(database, { 'formio/*': formio });
  return { ...server, url: `${server.url}/formio` };
}

/** Everybody of the small city may sign in. */
export async function givePasswords({ db }: TestDatabase): Promise<void> {
  const passwordHash = await hashPassword(password);
  await db.person.updateMany({ data: { passwordHash } });
  await db.appointment.createMany({
    data: [
      { personId: 'ding', departmentId: 'science', role: 'designer' },
      { personId: 'dong', departmentId: 'finance', role: 'designer' },
    ],
  });
}
