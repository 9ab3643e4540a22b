import { redirect } from '@remix-run/node';

import type { Services } from '~/app/services.server';
import { disputeFact } from '~/knowledge/enterprises/dispute-fact.server';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { parseTypedValue } from '~/knowledge/enterprises/parse-typed-value';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

/** A dispute that couldn't be raised, with what was typed and a sentence for each field. */
export interface DisputeProblem {
  fact: string;
  period: string;
  typed: string;
  reason: string;
  problem: string;
}

/** Raises the 异议 of a posted form. Returns what is wrong with it; otherwise throws the redirect to the fact. */
export async function raiseDispute(
  form: FormData,
  services: Pick<Services, 'db' | 'now'>,
  reader: Reader & { enterpriseId: string },
): Promise<DisputeProblem> {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const [fact, period, typed, reason] = [text('fact'), text('period'), text('value'), text('reason')];
  const definition = (await loadCatalogue(services.db)).get(fact);
  const input = {
    reader,
    enterpriseId: reader.enterpriseId,
    key: fact,
    period,
    claimedValue: definition ? parseTypedValue(definition, typed) : typed,
    reason,
    at: services.now(),
  };
  try {
    await services.db.$transaction((tx) => disputeFact(tx, input));
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { fact, period, typed, reason, problem: Object.values(error.fields).join('；') };
  }
  const away: Response = redirect(`/my/facts#${fact}${period}`);
  throw away;
}
