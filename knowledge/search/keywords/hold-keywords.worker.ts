import { workerData } from 'piscina';

import { openReader } from '~/prisma/database.server';

import { HeldKeywords, type KeywordAnswer, type KeywordQuestion } from './held-keywords.server';

const { databaseFile } = workerData as { databaseFile: string };
const keywords = new HeldKeywords(openReader(databaseFile));

/** Answers a question from this thread's postings; without one it only takes over what changed. */
export default function holdKeywords(question: KeywordQuestion | null): KeywordAnswer | null {
  if (question) return keywords.search(question);
  keywords.catchUp();
  return null;
}
