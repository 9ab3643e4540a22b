import { anonymousReader } from '~/prisma/access/reader';
import { openDatabase } from '~/prisma/database.server';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { submitDraft } from '~/forms/submission/submit-draft.server';

/** A process that submits every open draft of the database it is given, until it is killed. */
const [file = ''] = process.argv.slice(2);
const db = openDatabase(file);
const formChecker = openFormChecker({ threads: 1 });
const reader = {
  ...anonymousReader,
  kind: 'person' as const,
  personId: 'lin',
  enterpriseId: 'zhizao',
  enterpriseIds: ['zhizao'],
};
const deps = { db, now: () => new Date(), signingKey: Buffer.alloc(32, 7), formChecker };
process.stdout.write('ready\n');
for (const { id } of await db.draft.findMany({ orderBy: { id: 'asc' }, select: { id: true } })) {
  await submitDraft(deps, reader, { draftId: id });
  process.stdout.write(`${id}\n`);
}
await formChecker.close();
await db.$disconnect();
