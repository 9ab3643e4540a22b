import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';

import { builtInDerived } from '~/knowledge/enterprises/derived-catalogue';
import { openFactReader } from '~/knowledge/enterprises/fact-reader';
import type { FactSet, KnownFact } from '~/knowledge/enterprises/fact-set';
import { openChance } from '~/knowledge/library/firms/chance';
import { openAnswers } from '~/knowledge/policies/answers/find-answers';
import { groupsOf } from '~/knowledge/policies/answers/firm-group';
import { learnAnswers } from '~/knowledge/policies/answers/learn-answers';
import { judgeOrDefer } from '~/knowledge/policies/judge-policy';
import { chooseNextQuestion, type AnswersOf } from '~/knowledge/policies/next-question';

import { readSampleCity } from '../read-sample-city';

/**
 * `npm run bench:questions [-- --firms N]`: how many questions until the verdicts of all the sample city's policies are
 * settled, by the expected value of the answers and by the order without it. What firms answer is learned from one half
 * of the sample firms; firms of the other half lose each fact that they can state with probability one half, and give
 * it when they are asked for it. What no register has of them they don't know either. The last line is JSON.
 */
const { values } = parseArgs({ options: { firms: { type: 'string', default: '200' } } });
const at = '2026-11-22';
const asked = Number(values.firms);
const { catalogue, policies, firms: city } = readSampleCity(at);
const groupsFor = (facts: FactSet) =>
  groupsOf(openFactReader(facts, { catalogue, derived: builtInDerived, at }));
const known = city.filter((_, index) => index % 2 === 0);
const learnFrom = performance.now();
const spreads = learnAnswers(
  known.map((facts) => ({ groups: groupsFor(facts), facts })),
  catalogue,
  at,
);
const learnMs = Math.round(performance.now() - learnFrom);
console.log(
  `${policies.length} policies; ${spreads.length} spreads from ${known.length} firms in ${learnMs} ms`,
);

/** What the platform knows of the firm at first; the rest is what it can be asked. */
function hideSome(facts: FactSet, number: number): FactSet {
  const chance = openChance(77, number);
  return new Map(
    [...facts].filter(([key]) => {
      const isKept = chance.next() < 0.5;
      return isKept || !catalogue.get(key)?.stateable;
    }),
  );
}

interface Walk {
  questions: number;
  /** After each question: verdicts settled so far, and money of those that the firm may have. */
  settled: number[];
  yuan: number[];
  open: number;
  choiceMs: number[];
}

function walk(whole: FactSet, before: FactSet, answersOf: AnswersOf | null): Walk {
  let facts = before;
  const skip = new Set<string>();
  const result: Walk = { questions: 0, settled: [], yuan: [], open: 0, choiceMs: [] };
  const opened = new Set<string>();
  for (;;) {
    const judged = policies.map((policy) => judgeOrDefer(policy, facts, { at, catalogue }));
    if (result.questions === 0)
      for (const { open } of judged) if (open.missing.length > 0) opened.add(open.policyId);
    const ofThese = judged.filter(({ open }) => opened.has(open.policyId));
    if (result.questions > 0) {
      result.settled.push(ofThese.filter(({ verdict }) => verdict.verdict !== 'unknown').length);
      result.yuan.push(
        ofThese
          .filter(({ verdict }) => verdict.verdict === 'eligible')
          .reduce((sum, { open }) => sum + open.amountYuan, 0),
      );
    }
    const from = performance.now();
    const question = chooseNextQuestion(
      judged.map(({ open }) => open),
      catalogue,
      { skip, ...(answersOf && { answersOf }) },
    );
    result.choiceMs.push(performance.now() - from);
    if (!question || result.questions >= 200) break;
    result.questions += 1;
    const answer = whole.get(question.fact)?.get(question.period);
    if (!answer) {
      skip.add(question.fact);
      continue;
    }
    const periods = new Map<string, KnownFact>(facts.get(question.fact));
    facts = new Map(facts).set(question.fact, periods.set(question.period, answer));
  }
  result.open = opened.size;
  return result;
}

const test = city.filter((_, index) => index % 2 === 1).slice(0, asked);
const walks = test.map((whole, number) => {
  const before = hideSome(whole, number);
  return {
    expected: walk(whole, before, openAnswers(spreads, groupsFor(before))),
    plain: walk(whole, before, null),
  };
});

const marks = [1, 3, 5, 10, 15];
const mean = (figures: readonly number[]) => figures.reduce((a, b) => a + b, 0) / Math.max(1, figures.length);
const last = (figures: readonly number[], index: number) => figures[Math.min(index, figures.length) - 1] ?? 0;

/** How many questions until nine tenths of what this order settles in the end is settled. */
function untilMost({ settled }: Walk, most: number): number {
  return settled.findIndex((n) => n >= most * 0.9) + 1;
}

function report(name: 'expected' | 'plain') {
  const all = walks.map((walked) => walked[name]);
  const choice = all.flatMap(({ choiceMs }) => choiceMs).sort((a, b) => a - b);
  const share = (index: number, of: 'settled' | 'yuan') => {
    const end = walks.reduce((sum, { expected }) => sum + last(expected[of], expected[of].length), 0);
    return Math.round((1000 * all.reduce((sum, one) => sum + last(one[of], index), 0)) / end) / 10;
  };
  return {
    name: name === 'expected' ? 'expected value of the answer' : 'decides most, then money',
    firms: all.length,
    openPolicies: Math.round(mean(all.map(({ open }) => open)) * 10) / 10,
    questions: Math.round(mean(all.map(({ questions }) => questions)) * 10) / 10,
    untilNineTenths:
      Math.round(
        mean(
          walks.map((walked) =>
            untilMost(walked[name], last(walked.expected.settled, walked.expected.settled.length)),
          ),
        ) * 10,
      ) / 10,
    settledPercent: Object.fromEntries(marks.map((mark) => [mark, share(mark, 'settled')])),
    moneyPercent: Object.fromEntries(marks.map((mark) => [mark, share(mark, 'yuan')])),
    choiceMs: {
      p50: Math.round((choice[choice.length >> 1] ?? 0) * 10) / 10,
      p95: Math.round((choice[Math.floor(choice.length * 0.95)] ?? 0) * 10) / 10,
    },
  };
}

const reports = [report('expected'), report('plain')];
for (const line of reports) console.log(`${line.name}: ${JSON.stringify(line)}`);
console.log(JSON.stringify(reports));
