import { redirect } from '@remix-run/node';

import { ownPath } from '~/app/session/own-path';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { joinProblems } from '~/app/words/say-problem';
import type { Services } from '~/app/services.server';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { parseTypedValue } from '~/knowledge/enterprises/parse-typed-value';
import { recordStatedFact } from '~/knowledge/enterprises/record-facts.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

/** An answer that couldn't be kept: what was typed, and the sentence that says what would be right. */
export interface AnswerProblem {
  fact: string;
  period: string;
  typed: string;
  problem: string;
}

/**
 * Keeps the answer to a question card as a fact that the firm states, then returns to the page (`returnTo`, else the
 * posted page itself). `intent=skip` only puts the question off, by the address. Returns the problem when the value
 * can't be; otherwise throws the redirect.
 */
export async function answerQuestion(
  request: Request,
  form: FormData,
  services: Pick<Services, 'db' | 'now'>,
  reader: Reader & { enterpriseId: string },
): Promise<AnswerProblem> {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const [fact, period, typed] = [text('fact'), text('period'), text('value')];
  const own = new URL(request.url);
  const back = new URL(ownPath(text('returnTo') || own.pathname + own.search), own.origin);
  if (text('intent') === 'skip') {
    const skipped = new Set((back.searchParams.get('skip') ?? '').split(',').filter(Boolean));
    back.searchParams.set('skip', [...skipped.add(fact)].join(','));
    return leadTo(back.pathname + back.search);
  }
  const catalogue = await loadCatalogue(services.db);
  const definition = catalogue.get(fact);
  try {
    await services.db.$transaction((tx) =>
      recordStatedFact(tx, {
        reader,
        enterpriseId: reader.enterpriseId,
        key: fact,
        period,
        value: definition ? parseTypedValue(definition, typed) : typed,
        at: services.now(),
        catalogue,
      }),
    );
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { fact, period, typed, problem: joinProblems(localeOf(request), error.fields) };
  }
  return leadTo(back.pathname + back.search);
}

function leadTo(path: string): never {
  const away: Response = redirect(path);
  throw away;
}

/** The questions that the reader put off, from the address. */
export function skippedQuestions(request: Request): ReadonlySet<string> {
  const skip = new URL(request.url).searchParams.get('skip') ?? '';
  return new Set(skip.split(',').filter(Boolean).slice(0, 50));
}
