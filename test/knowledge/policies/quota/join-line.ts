import { joinLine } from '~/knowledge/policies/quota/join-line.server';
import { anonymousReader } from '~/prisma/access/reader';
import { openDatabase } from '~/prisma/database.server';

/** A process in which firms join the line at once; it prints the place of each. */
const [file = '', firms = ''] = process.argv.slice(2);
const db = openDatabase(file);
const now = () => new Date('2026-11-23T02:00:00Z');
const outcomes = await Promise.all(
  firms.split(',').map((firm) =>
    joinLine(
      { db, now },
      {
        ...anonymousReader,
        kind: 'person',
        personId: `p-${firm}`,
        enterpriseId: firm,
        enterpriseIds: [firm],
      },
      { policyId: 'visit', enterpriseId: firm },
    ),
  ),
);
process.stdout.write(outcomes.map((one) => (one.kind === 'joined' ? one.place : one.kind)).join(' '));
await db.$disconnect();
