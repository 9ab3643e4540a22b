import type { Db } from '~/prisma/database.server';
import type { HeldRole, Reader } from '~/prisma/access/reader';

/** A clock that a test moves. */
export function makeClock(start: string) {
  let at = new Date(start);
  return {
    now: () => at,
    moveTo: (instant: string) => {
      at = new Date(instant);
    },
  };
}

/** Writes a person with appointments and gives the reader that the person is. */
export async function addStaff(
  db: Db,
  loginName: string,
  appointments: HeldRole[],
  email?: string,
): Promise<Reader & { personId: string }> {
  const name = `${loginName}（测试）`;
  const person = await db.person.create({
    data: {
      ...{ loginName, name, email: email ?? null },
      appointments: { create: appointments.map(({ role, departmentId }) => ({ role, departmentId })) },
    },
  });
  return {
    ...{ kind: 'person' as const, personId: person.id, keyId: null, name, appointments },
    ...{ enterpriseId: null, enterpriseIds: [] },
  };
}

/** Writes a published document with one passage for each text; returns the passages' ids. */
export async function addDocument(
  db: Db,
  document: { id: string; title: string; number?: string; texts: string[]; expiresOn?: string },
): Promise<number[]> {
  await db.document.create({
    data: {
      ...{ id: document.id, title: document.title, titleKey: document.title, textHash: document.id },
      ...{ text: document.texts.join('\n'), format: 'md', metadata: {}, region: '359900' },
      documentNumber: document.number ?? null,
      effectiveFrom: '2024-01-01',
      expiresOn: document.expiresOn ?? null,
    },
  });
  const ids: number[] = [];
  for (const [at, text] of document.texts.entries()) {
    const row = await db.passage.create({
      data: {
        ...{
          documentId: document.id,
          number: at + 1,
          path: `第${['一', '二', '三', '四'][at] ?? '五'}条`,
          text,
        },
        ...{ textHash: `${document.id}-${at}`, start: 0, end: text.length },
      },
    });
    ids.push(row.id);
  }
  return ids;
}
