import { replayOnCopy } from '~/app/evaluation/replay-on-copy.server';
import type { JudgedAnswer } from '~/knowledge/evaluation/runs/judge-answer';
import { quantiles, scoreRun, type RunFigures } from '~/knowledge/evaluation/runs/score-run';
import { readEvaluationQuestions } from '~/knowledge/library/read-library.server';
import { cityDate } from '~/prisma/calendar/city-date';
import { parseSettings } from '~/prisma/settings.server';

import { sampleId } from './city-stage';

/** How the assistant answers the starter city's questions without a chat model. */
export interface SampleCityAnswers {
  all: RunFigures;
  /** On the questions that the engine was tuned on, on those held out until their failures were read, and on the rest. */
  tuned: RunFigures;
  heldOut: RunFigures;
  fresh: RunFigures;
  /** From the question to the first words of its answer on the stream; ms. */
  firstWordsMs: { p50: number; p95: number };
  answers: JudgedAnswer[];
  /** Answers that are wrong, without those to fresh questions: whoever reads these tunes on them. */
  wrong: JudgedAnswer[];
}

/** Asks the seeded starter city's questions in its throw-away database, whose passages have their vectors. */
export async function measureAnswers(
  file: string,
  folder: string,
  progress: (done: number, total: number) => void,
): Promise<SampleCityAnswers> {
  const settings = parseSettings({ DATA_DIR: folder, CHAT_MODEL: 'off' });
  const { before } = await replayOnCopy(
    file,
    settings,
    { jobId: 'sample-city', fresh: true },
    {
      signal: new AbortController().signal,
      onProgress: ({ done, total }) => progress(done, total),
    },
  );
  const answers = before;
  const entries = readEvaluationQuestions(cityDate(new Date()));
  const useOf = new Map(entries.map(({ id, use }) => [sampleId('question', id), use]));
  const isFresh = ({ questionId }: JudgedAnswer) => useOf.get(questionId) === 'fresh';
  const scoreOf = (use: string) =>
    scoreRun(answers.filter(({ questionId }) => useOf.get(questionId) === use));
  return {
    answers,
    wrong: answers.filter((answer) => !answer.isRight && !isFresh(answer)),
    all: scoreRun(answers),
    tuned: scoreOf('tuned'),
    heldOut: scoreOf('held-out'),
    fresh: scoreOf('fresh'),
    firstWordsMs: quantiles(answers.flatMap(({ firstWordsMs }) => firstWordsMs ?? [])),
  };
}

/** The figures as lines for people, or as one line of JSON. */
export function describeAnswers(
  { all, tuned, heldOut, fresh, firstWordsMs, wrong }: SampleCityAnswers,
  { json, failures }: { json: boolean; failures: boolean },
): string[] {
  if (json)
    return [
      JSON.stringify({
        answers: { mode: 'embedded', ...all, firstWordsMs, tuned, heldOut, fresh },
        ...(failures && { wrong }),
      }),
    ];
  const row = (name: string, read: (figures: RunFigures) => number | null) =>
    `${name.padEnd(38)} ${percent(read(all))}   tuned ${percent(read(tuned))}   held out ${percent(read(heldOut))}   fresh ${percent(read(fresh))}`;
  return [
    '',
    `answers in the embedded mode, ${String(all.questions)} questions (p50 ${String(all.tookMs.p50)} ms, p95 ${String(all.tookMs.p95)} ms)`,
    `${'first words of the answer'.padEnd(38)} p50 ${String(firstWordsMs.p50)} ms   p95 ${String(firstWordsMs.p95)} ms`,
    row('right clause among the citations', ({ citedShare }) => citedShare),
    row('unanswerable refused', ({ declinedShare }) => declinedShare),
    row('out of bounds declined', ({ refusedShare }) => refusedShare),
    ...Object.entries(all.byKind).map(
      ([kind, { questions, right }]) =>
        `  ${kind.padEnd(20)} ${String(right).padStart(4)} right of ${String(questions)}`,
    ),
    ...(failures ? ['', ...wrong.map(describeFailure)] : []),
  ];
}

function describeFailure({
  questionId,
  kind,
  faults,
  rank,
  question,
  outcome,
  citations,
}: JudgedAnswer): string {
  const cited = citations.map(({ title, documentNumber, path }) => `${documentNumber ?? title} ${path}`);
  return [
    questionId.replace(/^.*-/, ''),
    kind,
    faults.join('+'),
    `rank ${String(rank ?? '-')}`,
    question,
    `→ ${cited.length > 0 ? cited.join('; ') : outcome}`,
  ].join('  ');
}

const percent = (share: number | null) => (share === null ? '-' : `${(100 * share).toFixed(1)} %`);
