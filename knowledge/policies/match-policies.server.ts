import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { builtInDerived } from '../enterprises/derived-catalogue';
import type { FactCatalogue } from '../enterprises/fact-catalogue';
import type { FactSet } from '../enterprises/fact-set';
import { loadCatalogue } from '../enterprises/load-catalogue.server';
import { loadFacts } from '../enterprises/load-facts.server';
import { parseFacts } from '../enterprises/parse-facts';
import { noteProgramRead } from '../enterprises/note-access.server';
import { loadAnswers } from './answers/keep-answers.server';
import type { ConditionJson } from './condition-json';
import type { Locale } from './format-value';
import { judgeOrDefer, type JudgedPolicy, type PolicyVerdict } from './judge-policy';
import { limitVerdict } from './limits/limit-verdict';
import { limitsOfFirm } from './limits/limits-of-firm.server';
import { listPublishedPolicies } from './list-published-policies.server';
import { chooseNextQuestion, type NextQuestion } from './next-question';
import type { PublishedPolicy } from './published-policy';

/** What is asked: facts as given, or those of a firm to which the reader has the right. */
export interface MatchQuery {
  reader: Reader;
  facts?: Readonly<Record<string, unknown>> | undefined;
  enterpriseId?: string | undefined;
  /** The day asked about, YYYY-MM-DD; today in the city unless given. A firm is judged by what was recorded by then. */
  asOf?: string | undefined;
  /** Policies of this region, its parents and the nation; all unless given. */
  region?: string | undefined;
  policyIds?: readonly string[] | undefined;
  locale?: Locale | undefined;
  /** Questions that the reader has put off. */
  skip?: ReadonlySet<string> | undefined;
}

/** The contract's answer. */
export interface MatchAnswer {
  asOf: string;
  verdicts: PolicyVerdict[];
  nextQuestion?: NextQuestion;
}

/** The answer with what pages need besides: the policies and the facts that were used. */
export interface Match extends MatchAnswer {
  policies: Map<string, PublishedPolicy>;
  facts: FactSet;
  catalogue: FactCatalogue;
}

type Deps = { db: Db; now: () => Date };

/**
 * Judges the published policies in force over a firm's facts, and chooses the next question. A policy named in
 * `policyIds` that is out of force is answered ineligible, shown expired. Throws NotFoundError for a firm that the reader
 * has no right to, InvalidInputError (by key) for facts that can't be and policies that there aren't.
 */
export async function matchPolicies(deps: Deps, query: MatchQuery): Promise<MatchAnswer> {
  const { asOf, verdicts, nextQuestion } = await matchWithPolicies(deps, query);
  return { asOf, verdicts, ...(nextQuestion && { nextQuestion }) };
}

/** As `matchPolicies`, with the policies and facts. `alsoExpired` lists those out of force too, for the firm's own page. */
export async function matchWithPolicies(
  { db, now }: Deps,
  query: MatchQuery & { alsoExpired?: boolean },
): Promise<Match> {
  const asOf = query.asOf ?? cityDate(now());
  const catalogue = await loadCatalogue(db);
  const policies = await listPublishedPolicies(db, {
    at: asOf,
    region: query.region,
    ids: query.policyIds,
    alsoOutOfForce: query.policyIds !== undefined || query.alsoExpired === true,
  });
  requirePolicies(query.policyIds, policies);
  const isPast = asOf < cityDate(now());
  const facts = await factsOf(db, query, policies, { catalogue, asOf, isPast });
  const locale = query.locale ?? 'zh';
  const standingsOf = await limitsOfFirm(db, query.enterpriseId, policies, asOf);
  const judged = policies.map((policy) =>
    limitVerdict(judgeOrDefer(policy, facts, { at: asOf, catalogue, locale }), standingsOf(policy), locale),
  );
  if (query.enterpriseId !== undefined) {
    const keys = judged.flatMap(({ verdict }) => verdict.conditions.flatMap(factsShown));
    await noteProgramRead({ db, now }, query.reader, {
      ...{ enterpriseId: query.enterpriseId, subjectId: 'match', keys },
    });
  }
  const nextQuestion = chooseNextQuestion(
    judged.map(({ open }) => open),
    catalogue,
    {
      locale,
      answersOf: await loadAnswers(db, facts, { catalogue, at: asOf }),
      ...(query.skip && { skip: query.skip }),
    },
  );
  return {
    asOf,
    verdicts: judged.map(({ verdict }: JudgedPolicy) => verdict),
    ...(nextQuestion && { nextQuestion }),
    policies: new Map(policies.map((policy) => [policy.id, policy])),
    facts,
    catalogue,
  };
}

/** The facts whose values a condition's evidence shows. */
function factsShown({ facts, children = [] }: ConditionJson): string[] {
  return [
    ...facts.flatMap(({ key, value }) => (value === undefined ? [] : [key])),
    ...children.flatMap(factsShown),
  ];
}

function requirePolicies(wanted: readonly string[] | undefined, found: readonly PublishedPolicy[]): void {
  const ids = new Set(found.map(({ id }) => id));
  const fields = Object.fromEntries(
    (wanted ?? []).flatMap((id, index) =>
      ids.has(id) ? [] : [[`policyIds.${index}`, `没有这项已发布的政策：${id}`]],
    ),
  );
  if (Object.keys(fields).length > 0) throw new InvalidInputError(fields);
}

async function factsOf(
  db: Db,
  query: MatchQuery,
  policies: readonly PublishedPolicy[],
  { catalogue, asOf, isPast }: { catalogue: FactCatalogue; asOf: string; isPast: boolean },
): Promise<FactSet> {
  if (query.enterpriseId !== undefined) {
    const { enterpriseId, reader } = query;
    if (!canActFor(reader, enterpriseId)) throw new NotFoundError('enterprise', enterpriseId);
    // A past verdict is explained from what was known on its day.
    return loadFacts(db, enterpriseId, asOf, catalogue, { asKnownThen: isPast });
  }
  const derivedKeys = new Set([
    ...builtInDerived.keys(),
    ...policies.flatMap(({ content }) => content.derived.map(({ key }) => key)),
  ]);
  const { facts, problems } = parseFacts(query.facts ?? {}, { catalogue, derivedKeys, asOf });
  if (Object.keys(problems).length > 0) throw new InvalidInputError(prefixed('facts', problems));
  return facts;
}

function prefixed(name: string, problems: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(problems).map(([key, problem]) => [`${name}.${key}`, problem]));
}
