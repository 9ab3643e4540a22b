import { writeFileSync } from 'node:fs';

import { openReader } from '~/prisma/database.server';

import { makeRandom } from '../match/make-population';
import { benchRegions } from './make-corpus';

/** A question with its filter; day and reader are the same for all: today, a visitor without an account. */
export interface BenchQuestion {
  q: string;
  region: string;
}

/** What every process of a run is given. */
export interface BenchTask {
  databaseFile: string;
  indexDir: string;
  asOf: string;
  questions: BenchQuestion[];
}

const shortest = 10;
const longest = 30;

/** Takes clauses of 10–30 characters out of passages drawn over the whole corpus, the same for the same corpus. */
export function makeQuestions(databaseFile: string, count: number): BenchQuestion[] {
  const sql = openReader(databaseFile);
  const ids = sql.all<{ id: number }>('SELECT id FROM "Passage" ORDER BY id').map(({ id }) => id);
  const random = makeRandom(4);
  const questions: BenchQuestion[] = [];
  for (let tries = 0; questions.length < count && tries < count * 100; tries += 1) {
    const id = ids[Math.floor(random() * ids.length)];
    const text = sql.get<{ text: string }>('SELECT text FROM "Passage" WHERE id = ?', [id])?.text ?? '';
    const clauses = text
      .split(/[，。；：、！？\s（）“”《》]+/u)
      .filter((clause) => clause.length >= shortest && clause.length <= longest);
    const q = clauses[Math.floor(random() * clauses.length)];
    const region = benchRegions[questions.length % benchRegions.length] as string;
    if (q !== undefined) questions.push({ q, region });
  }
  sql.close();
  return questions;
}

export function writeTask(file: string, task: BenchTask): void {
  writeFileSync(file, JSON.stringify(task));
}
