import { z } from 'zod';

import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { builtInDerived } from '../../enterprises/derived-catalogue';
import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import { openFactReader } from '../../enterprises/fact-reader';
import type { FactSet } from '../../enterprises/fact-set';
import type { AnswersOf } from '../next-question';
import { lastFact } from '../opportunities/changed-firms.server';
import type { Population } from '../simulation/open-population.server';
import { openAnswers } from './find-answers';
import { groupsOf } from './firm-group';
import type { LikelyAnswer } from './answer-spread';
import type { GroupSpread } from './learn-answers';

const settingKey = 'learned-answers';
const standSchema = z.object({ fact: z.number(), day: z.string() });

/** The repeated job that learns what firms answer. */
export const learnAnswersJob = 'learn-answers';

/** Learns again from the population where facts have come or a day has begun; else does nothing. */
export async function keepAnswers({
  db,
  now,
  population,
}: {
  db: Db;
  now: () => Date;
  population: Pick<Population, 'answers'>;
}): Promise<void> {
  const day = cityDate(now());
  const fact = await lastFact(db);
  const known = await db.setting.findUnique({ where: { key: settingKey } });
  const stand = standSchema.safeParse(known?.value);
  if (stand.success && stand.data.fact === fact && stand.data.day === day) return;
  const spreads = await population.answers(day);
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`DELETE FROM "AnswerSpread"`;
    // Thousands of rows in one statement.
    await tx.$executeRaw`
      INSERT INTO "AnswerSpread" ("groupKey", "key", "period", "firms", "answers")
      SELECT value->>'group', value->>'key', value->>'period', value->>'firms', value->>'answers'
        FROM json_each(${JSON.stringify(spreads)})`;
    const value = { fact, day };
    await tx.setting.upsert({
      where: { key: settingKey },
      create: { key: settingKey, value },
      update: { value },
    });
  });
}

/** What firms like the one with these facts would answer. Nothing of it is ever shown. */
export async function loadAnswers(
  db: Db,
  facts: FactSet,
  { catalogue, at }: { catalogue: FactCatalogue; at: string },
): Promise<AnswersOf> {
  const groups = groupsOf(openFactReader(facts, { catalogue, derived: builtInDerived, at }));
  const rows = await db.answerSpread.findMany({ where: { groupKey: { in: groups } } });
  const spreads = rows.map(({ groupKey, key, period, firms, answers }): GroupSpread => ({
    ...{ group: groupKey, key, period, firms },
    answers: answers as unknown as LikelyAnswer[],
  }));
  return openAnswers(spreads, groups);
}
