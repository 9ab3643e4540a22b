import { existsSync, writeFileSync } from 'node:fs';

import { workerData } from 'piscina';

import { HeldKeywords, type KeywordQuestion } from '~/knowledge/search/keywords/held-keywords.server';
import { openReader } from '~/prisma/database.server';

const { databaseFile } = workerData as { databaseFile: string };
const keywords = new HeldKeywords(openReader(databaseFile));
const mark = `${databaseFile}.died`;

/** The thread for keywords, which dies of its first question in the database's life. */
export default function dieOnce(question: KeywordQuestion | null) {
  if (question && !existsSync(mark)) {
    writeFileSync(mark, '');
    process.exit(1);
  }
  if (question) return keywords.search(question);
  keywords.catchUp();
  return null;
}
