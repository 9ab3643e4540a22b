import { expect, test } from 'vitest';

import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { checkAuditChain } from '~/prisma/audit/check-audit-chain.server';

import { useDatabase } from '../../setup/database';

const { db } = useDatabase();

test('an edited entry breaks the chain at its place', async () => {
  for (const subjectId of ['a', 'b', 'c']) {
    await db.$transaction((tx) =>
      appendAuditEntry(tx, systemReader, { action: 'test', subjectKind: 'thing', subjectId }, new Date()),
    );
  }
  expect(await checkAuditChain(db)).toEqual({ intact: true, entries: 3 });
  await db.auditEntry.update({ where: { seq: 2 }, data: { subjectId: 'x' } });
  expect(await checkAuditChain(db)).toEqual({ intact: false, seq: 2 });
});
